# One image for web, worker and migrate; docker-compose.yml says which command it runs.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 STATIC_ROOT=/srv/static
RUN useradd --system --uid 10001 --no-create-home circles
WORKDIR /srv/app

COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

# Named one by one: a forgotten .env or var/ never gets into the image.
COPY manage.py ./
COPY peersupport peersupport
COPY circles circles
COPY moderation moderation
COPY templates templates
COPY static static
COPY locale locale

# Only the shape of a production, so that the files get their compressed forms; nothing of it stays in the image.
RUN DATABASE_URL=postgresql://none/none REDIS_URL=redis://none DJANGO_SECRET_KEY=only-while-building \
    DJANGO_ALLOWED_HOSTS=none SITE_ORIGIN=https://none \
    python -m peersupport.languages compile && python manage.py collectstatic --noinput && python -m compileall -q .

USER circles
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "peersupport.start.ask", "/healthz"]
CMD ["uvicorn", "peersupport.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "65536", \
     "--timeout-graceful-shutdown", "5", "--no-access-log", "--no-proxy-headers", "--lifespan", "on"]
