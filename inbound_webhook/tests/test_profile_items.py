import cProfile, pstats, time, io
from odoo.tests import tagged
from .common import InboundWebhookHttpCase
@tagged("post_install", "-at_install")
class TestProfile(InboundWebhookHttpCase):
    def test_it(self):
        handler = self.make_handler(split_path="events", split_mode="each", max_items=10000, max_seconds=100,
            parameters=[{"name": "title", "path": "@.title"},{"name": "email", "type": "email", "path": "@.mail"}],
            mappings=[{"parameter": "email", "field": "email_from", "is_match_key": True},("name", "title")])
        from odoo.addons.inbound_webhook.engine.request import IncomingRequest
        import json
        for body, n in (({"mail":"x"},2000),({"title":"t","mail":"a%s@b.example"},100)):
            items=[{k:(v % i if "%s" in v else v) for k,v in body.items()} for i in range(n)]
            raw=json.dumps({"events":items}).encode()
            calls=self.env["inbound.webhook.call"].sudo()
            r=IncomingRequest("POST",(("Content-Type","application/json"),),"",raw)
            env=self.env(su=True)
            call=env["inbound.webhook.call"]._record_arrival(handler.with_env(env), r)
            pr=cProfile.Profile(); t=time.perf_counter(); pr.enable()
            p=env["inbound.webhook.processor"]._process(call, r)
            t1=time.perf_counter()
            receiver=env["inbound.webhook.receiver"]
            reply=receiver._reply(call,p); call._record_end(p,1,reply); env.flush_all()
            pr.disable()
            s=io.StringIO(); pstats.Stats(pr,stream=s).sort_stats("cumulative").print_stats(45)
            print("TIMES", n, t1-t, time.perf_counter()-t, p.outcome.reason, len(json.dumps(p.trace.lines)))
            open(f"/tmp/prof_{n}.txt","w").write(s.getvalue())
