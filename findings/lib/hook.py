"""A notification endpoint: writes action, tag and digest of each event about a manifest to its output. hook.py PORT"""

import http.server
import json
import sys


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        for event in json.loads(self.rfile.read(int(self.headers["Content-Length"])))["events"]:
            if "manifest" in event["target"].get("mediaType", ""):
                print(event["action"], event["target"].get("tag"), event["target"]["digest"], flush=True)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Hook).serve_forever()
