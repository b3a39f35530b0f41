#!/usr/bin/env bash
# CNCF Distribution 2.8: a notification endpoint with `ignore: {actions: [pull]}` is still told of every pull. The actions
# count only where `ignore` has `mediatypes` too. One guesses that each of the two lists works alone.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
hook=$(free_port)
cat >"$WORK/hook.py" <<PY
import http.server, json
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        events = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["events"]
        with open("$WORK/told" + self.path.replace("/", "-"), "a") as told:
            told.writelines(event["action"] + "\n" for event in events)
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", $hook), Hook).serve_forever()
PY
python3 "$WORK/hook.py" &
PIDS+=($!)
start_registry "notifications:
  endpoints:
    - {name: alone, url: 'http://127.0.0.1:$hook/alone', timeout: 5s, threshold: 3, backoff: 1s, ignore: {actions: [pull]}}
    - {name: both, url: 'http://127.0.0.1:$hook/both', timeout: 5s, threshold: 3, backoff: 1s, ignore: {actions: [pull], mediatypes: [application/octet-stream]}}"
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
curl -sf -o /dev/null -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0"
# The push of a second tag comes after the pull in each endpoint's queue: when it is there, the pull was told or never is.
put "$WORK/pizza.json" 1.0.1 "$OCI_IMAGE"
pushes() { grep -c push "$WORK/told-$1" 2>/dev/null || true; }
for _ in $(seq 100); do
  [ "$(pushes both)" = 2 ] && [ "$(pushes alone)" -ge 2 ] && break
  sleep 0.1
done
expect "pulls told with actions alone" "$(grep -c pull "$WORK/told-alone" || true)" 1
expect "pulls told with actions and mediatypes" "$(grep -c pull "$WORK/told-both" || true)" 0
