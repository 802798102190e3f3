"""What we compare with: a Flask app that checks the signature and does one read and write with SQLAlchemy."""

import os

from flask import Flask, Response, request
from sqlalchemy import Column, Integer, MetaData, String, Table, select, update
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from benchmarks.load import ORIGIN, TOKEN
from store.database import open_engine

metadata = MetaData()
contacts = Table(
    "baseline_contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(20), unique=True),
    Column("texts", Integer, nullable=False),
)


def create_app() -> Flask:
    """The baseline, on the database that BENCH_DATABASE_URL names."""
    app = Flask("baseline")
    engine = open_engine(os.environ["BENCH_DATABASE_URL"])
    validator = RequestValidator(TOKEN)

    @app.post("/sms")
    def sms() -> Response:
        if not validator.validate(
            ORIGIN + "/sms", request.form, request.headers.get("X-Twilio-Signature", "")
        ):
            return Response(status=403)
        with engine.begin() as connection:
            row = connection.execute(
                select(contacts.c.id, contacts.c.texts).where(contacts.c.number == request.form["From"])
            ).one()
            connection.execute(update(contacts).where(contacts.c.id == row.id).values(texts=row.texts + 1))
        response = MessagingResponse()
        response.message("How are you right now? Reply 1 (very low) to 5 (good), or SKIP.")
        return Response(str(response), mimetype="text/xml")

    return app
