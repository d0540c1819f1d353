import pytest


@pytest.mark.django_db
def test_a_whole_site_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "layer": "ok", "migrations": "ok"})


def test_alive_needs_no_database(client):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.django_db
def test_not_ready_names_what_is_missing_and_nothing_else(client, monkeypatch):
    def gone():
        raise ConnectionError("with an address in it")

    monkeypatch.setitem(__import__("peersupport.health", fromlist=["x"])._CHECKS, "database", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "ConnectionError"
