# A Stripe that takes no money: checkout.py PORT CERTIFICATE KEY. Payments, cards and refusals are localstripe's; it has no Checkout, so
# that stands here: sessions, the page on which a card is typed, and ways to be broken or odd (/_config/checkout/…).
import asyncio
import json
import ssl
import sys

from aiohttp import web
from localstripe import server
from localstripe.errors import UserError
from localstripe.resources import PaymentIntent, PaymentMethod, random_id, store

SECRET = "sk_test_deskhero"
# What stands before the page: localstripe asks for no key there.
PAGE = "/js.stripe.com/pay/"

port, certificate, key = sys.argv[1:]
type(store).dump_to_disk = lambda self: None
sessions, begun, mood = {}, {}, {"is": "good"}


def shown(session):
    url = f"https://localhost:{port}{PAGE}{session['id']}" if session["status"] == "open" else None
    return web.json_response({name: value for name, value in session.items() if name[0] != "_"} | {"url": url})


async def answering(request):
    if server.get_api_key(request) != SECRET:
        raise UserError(401, "Invalid API Key provided: sk_test_****")
    if request.headers.get("Stripe-Version") != "2024-06-20":
        raise UserError(400, "another version")
    if mood["is"] == "broken":
        return web.json_response({"error": {"type": "api_error"}}, status=500)
    if mood["is"] == "garbled":
        return web.Response(text="<html>not what you think</html>")


async def create(request):
    if (wrong := await answering(request)) is not None:
        return wrong
    data = await server.get_post_data(request)
    again = begun.get(request.headers["Idempotency-Key"])
    if again is not None:
        if again[0] != data:
            raise UserError(400, "other words", {"code": "idempotency_key_in_use"})
        return web.Response(text=again[1], content_type="application/json")
    try:
        [line] = data["line_items"]
        price = line["price_data"]
        assert data["mode"] == "payment" and int(line["quantity"]) == 1 and price["product_data"]["name"]
        assert data["cancel_url"].startswith("http") and "{CHECKOUT_SESSION_ID}" in data["success_url"]
        assert data["locale"] in ("en", "da", "sv", "nb", "de") and price["currency"].islower()
        amount = int(price["unit_amount"])
        assert amount > 0
    except (AssertionError, KeyError, TypeError, ValueError):
        raise UserError(400, "Bad request", {"code": "parameter_invalid"})
    session = {
        "id": "cs_test_" + random_id(32), "object": "checkout.session", "status": "open", "payment_status": "unpaid",
        "amount_total": amount, "currency": price["currency"], "client_reference_id": data.get("client_reference_id"),
        "payment_intent": None, "_back": data["success_url"], "_name": price["product_data"]["name"],
    }
    sessions[session["id"]] = session
    answer = shown(session)
    begun[request.headers["Idempotency-Key"]] = (data, answer.text)
    return answer


def found(request):
    session = sessions.get(request.match_info["id"])
    if session is None:
        raise UserError(404, "No such checkout.session", {"code": "resource_missing"})
    return session


async def retrieve(request):
    return await answering(request) or shown(found(request))


async def expire(request):
    if (wrong := await answering(request)) is not None:
        return wrong
    session = found(request)
    if session["status"] != "open":
        raise UserError(400, "Only open sessions can be expired")
    session["status"] = "expired"
    return shown(session)


async def page(request):
    session = found(request)
    amount = f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
    form = '<form method="post"><label>Card number <input name="number"></label><button>Pay</button></form>'
    return web.Response(text=f"<title>Pay</title><h1>{session['_name']}: {amount}</h1>{form}", content_type="text/html")


async def pay(request):
    session = found(request)
    if session["status"] != "open":
        return web.Response(text="This page is over.", status=410)
    number = (await request.post())["number"].replace(" ", "")
    card = {"number": number, "exp_month": "12", "exp_year": "2030", "cvc": "123"}
    method = PaymentMethod._api_create(type="card", card=card)
    try:
        intent = PaymentIntent._api_create(
            amount=session["amount_total"], currency=session["currency"], payment_method=method.id, confirm="true")
    except UserError:
        return web.Response(text="The card was declined.", status=402)
    while intent.status == "processing":
        await asyncio.sleep(0.01)
    if intent.status != "succeeded":
        return web.Response(text="The card was declined.", status=402)
    session |= {"status": "complete", "payment_status": "paid", "payment_intent": intent.id}
    raise web.HTTPSeeOther(session["_back"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


async def become(request):
    mood["is"] = request.match_info["mood"]
    return web.Response()


async def alter(request):
    found(request).update(json.loads(await request.text()))
    return web.Response()


# Before localstripe's own routes: none of them is for a checkout.
router = server.app.router
router.add_post("/v1/checkout/sessions", create)
router.add_get("/v1/checkout/sessions/{id}", retrieve)
router.add_post("/v1/checkout/sessions/{id}/expire", expire)
router.add_get(PAGE + "{id}", page)
router.add_post(PAGE + "{id}", pay)
router.add_post("/_config/checkout/be/{mood}", become)
router.add_post("/_config/checkout/alter/{id}", alter)

context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
web.run_app(server.app, host="127.0.0.1", port=int(port), ssl_context=context, print=None)
