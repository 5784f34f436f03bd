from . import dispatcher, export, main
