# A second emulator of Google's mail API, independent of the first: world.py PORT CERTIFICATE KEY TOKENS_FILE ADDRESS...
# Each address has a mailbox; the file gets a token for each of them. What one sends to another arrives there.
import json
import sys

import uvicorn
from myworld.env import Environment
from myworld.host import Host, HostConfig, create_app

port, certificate, key, tokens, *addresses = sys.argv[1:]
people = [{"email": address, "name": address.split("@")[0].title()} for address in addresses]
first, *others = people
seed = {"user": first, "emails": [], "mailboxes": [{"user": one, "emails": []} for one in others]}
agents = {one["email"]: {"as": one["email"]} for one in people}
world = {"name": "desk", "task": "", "time": "realtime", "servers": {"gmail": {"seed": seed}}, "agents": agents}
host = Host(HostConfig())
run = host.start_env(Environment.from_dict(world), "desk")
with open(tokens, "w") as file:
    json.dump({one: host.credentials("", run=run, agent=one)["google_access_token"] for one in addresses}, file)
uvicorn.run(create_app(host), host="127.0.0.1", port=int(port), ssl_certfile=certificate, ssl_keyfile=key, log_level="warning")
