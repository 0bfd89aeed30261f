# What Google's own client library finds: official.py PORT CA_FILE TOKEN HISTORY_ID UPLOAD_FILE THREAD_ID
# Prints one JSON object. What it understands and how it fails is what a client of Google's expects.
import json
import sys

import httplib2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload

port, ca, token, history, upload, thread = sys.argv[1:]


def service(token):
    http = AuthorizedHttp(Credentials(token), http=httplib2.Http(ca_certs=ca), refresh_status_codes=())
    options = {"api_endpoint": f"https://localhost:{port}"}
    return build("gmail", "v1", http=http, static_discovery=True, client_options=options).users()


def failure(request):
    try:
        request.execute(num_retries=0)
    except HttpError as error:
        return [error.status_code, error.error_details[0]["reason"] if error.error_details else error.reason]
    return None


users = service(token)
found = {"profile": users.getProfile(userId="me").execute()}
listed = users.messages().list(userId="me", labelIds=["INBOX"], q="after:1600000000", maxResults=500).execute()
found["listed"] = [one["id"] for one in listed["messages"]]
raw = lambda id: users.messages().get(userId="me", id=id, format="raw").execute()["raw"]
found["raw"] = [raw(id) for id in found["listed"]]
changes = users.history().list(userId="me", startHistoryId=history, historyTypes=["messageAdded"], labelId="INBOX")
found["changes"] = [one["message"]["id"] for record in changes.execute().get("history", []) for one in record["messagesAdded"]]
media = MediaFileUpload(upload, mimetype="message/rfc822")
found["sent"] = users.messages().send(userId="me", body={"threadId": thread}, media_body=media).execute()
watch = {"topicName": "projects/desk/topics/mail", "labelIds": ["INBOX"], "labelFilterBehavior": "include"}
found["watch"] = users.watch(userId="me", body=watch).execute()
users.stop(userId="me").execute()
found["senders"] = users.settings().sendAs().list(userId="me").execute()
found["failures"] = {
    "token": failure(service("wrong").getProfile(userId="me")),
    "history": failure(users.history().list(userId="me", startHistoryId="1")),
    "gone": failure(users.messages().get(userId="me", id="gone")),
    "label": failure(users.messages().batchModify(userId="me", body={"ids": ["x"], "addLabelIds": ["Nowhere"]})),
    "throttled": failure(users.messages().get(userId="me", id="throttled")),
}
print(json.dumps(found))
