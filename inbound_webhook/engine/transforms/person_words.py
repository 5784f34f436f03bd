"""Words that stand before, in and behind the names of people, in small letters.

In the languages that the addon has, and those of their neighbours.
"""

#: How people are addressed before their names.
TITLES = frozenset(
    [
        *("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame"),
        *("rev", "hon", "capt", "lord", "lady", "madam", "doctor", "mister"),
        *("herr", "herrn", "frau", "hr", "fr", "frl", "fräulein", "ing", "dipl", "mag"),
        *("univ", "priv", "doz", "pd", "ra", "m", "mm", "mme", "mmes", "mlle", "me"),
        *("monsieur", "madame", "mademoiselle", "maître", "docteur", "pr"),
        *("sr", "sra", "srta", "señor", "señora", "señorita", "don", "doña"),
        *("d", "dña"),
        *("lic", "dott", "dottore", "dottoressa", "dott.ssa", "sig", "sigra", "sig.ra"),
        *("sig.na", "signor", "signora", "signorina", "avv", "arch", "geom", "rag"),
        *("senhor", "senhora", "dra", "profa", "prof.a", "eng", "exmo", "exma"),
        *("dhr", "mevr", "mw", "mevrouw", "meneer", "drs", "ir", "mej", "de heer"),
        *("familie", "fam", "famille", "família", "eheleute", "ehepaar"),
        *("judr", "mudr", "phdr", "rndr", "paeddr", "mvdr", "bc"),
        *("pan", "pani", "inż", "mgr", "г-н", "г-жа", "господин", "госпожа"),
    ]
)
#: Without a point, these are as likely a name, or a part of one.
ONLY_WITH_A_POINT = frozenset(
    [
        *("fr", "hr", "don", "mag", "ing", "rev", "hon", "m", "d", "me", "mm", "ra"),
        *(
            "fam",
            "rag",
            "arch",
            "eng",
            "ir",
            "pr",
            "univ",
            "priv",
            "doz",
            "pd",
            "lic",
            "sig",
        ),
    ]
)
#: What comes behind another title alone: Dr. med., Dr. rer. nat., Prof. Dr. h.c.
OF_A_DOCTOR = frozenset(
    [
        *("med", "rer", "nat", "phil", "jur", "iur", "pol", "oec", "techn", "theol"),
        *("dent", "vet", "agr", "pharm", "h.c", "hc", "h", "c", "mult", "habil", "hab"),
    ]
)
#: Mr. and Mrs. Lovelace.
AND = frozenset({"and", "und", "et", "en", "e", "y", "&", "+"})
#: Behind a name, a part of it.
GENERATIONS = frozenset(
    {"jr", "junior", "sr", "senior", "ii", "iii", "iv", "jun", "sen"}
)
#: Behind a name, as much a title as one before it.
DEGREES = frozenset(
    [
        *("phd", "ph.d", "md", "m.d", "mba", "msc", "m.sc", "bsc", "b.sc"),
        *("m.a", "b.a"),
        *("llm", "ll.m", "j.d", "dds", "dvm", "cpa", "esq", "cfa", "m.eng", "b.eng"),
    ]
)
#: Behind names in Japanese, Chinese and Korean.
HONORIFICS = ("先生", "女士", "小姐", "さん", "さま", "様", "氏", "殿", "님", "씨")
#: What a last name begins with, where another word is before it.
PARTICLES = frozenset(
    [
        *("van", "von", "de", "der", "den", "del", "della", "degli", "di", "da", "dos"),
        *("das", "do", "du", "des", "la", "le", "los", "las", "lo", "af", "av", "zu"),
        *("zum", "zur", "vom", "ten", "ter", "te", "op", "'t", "bin", "ibn", "bint"),
        *("al", "el", "abu", "ben", "st", "san", "santa", "saint"),
    ]
)
#: Of these, what hardly any first name is: before all other words, a last name begins.
BEGINNINGS = frozenset(
    [
        *("van", "von", "vom", "zu", "zum", "zur", "ter", "ten", "'t", "de", "del"),
        *("della", "degli", "di", "da", "dos", "du"),
    ]
)
#: María del Carmen, María de los Ángeles: first names with such a word in them.
MARIES = frozenset({"maría", "maria", "ma"})
OF_MARIES = frozenset(
    [
        *("carmen", "pilar", "mar", "rosario", "rocío", "ángeles", "luz", "lourdes"),
        *("fátima", "jesús", "mercedes", "dolores", "concepción", "nieves", "socorro"),
        *("conceição", "graça", "lurdes", "guadalupe"),
    ]
)
#: First names that are mostly one of two, and what is behind them then.
DOUBLE_BEGINNINGS = frozenset(
    [*MARIES, *("josé", "jose", "juan", "ana", "luis", "jean", "anne")]
)
DOUBLE_ENDS = frozenset(
    [
        *("josé", "jose", "maría", "maria", "luisa", "luis", "carlos", "antonio"),
        *("manuel", "pablo", "teresa", "isabel", "elena", "miguel", "francisco"),
        *("ignacio", "pierre", "paul", "claude", "marc", "luc", "louis", "marie"),
        *("laure", "jacques", "françois", "michel", "philippe", "sophie", "claire"),
    ]
)
