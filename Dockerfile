# Holdfast in a container: `compose.yaml` runs it whole. No container engine was at hand where this was written: tests/server/test_container.py
# checks what can be checked without one, and nobody has built it yet.

FROM node:20-bookworm-slim AS phone-app
WORKDIR /holdfast/pwa
COPY pwa/package.json pwa/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY pwa ./
COPY server/locales ../server/locales
COPY server/guides ../server/guides
COPY static ../static
RUN npm run --silent build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/app.lock /tmp/app.lock
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/app.lock

FROM python:3.11-slim-bookworm
# Debian keeps one version of each at a time: pinned, the image could not be built after its next security update.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin holdfast \
 && install -d -o holdfast -g holdfast -m 700 /data
COPY --from=packages /venv /venv
COPY --from=phone-app /holdfast/static /holdfast/static
COPY server /holdfast/server
COPY templates /holdfast/templates
COPY pyproject.toml /holdfast/pyproject.toml
ENV PATH=/venv/bin:$PATH PYTHONPATH=/holdfast PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 INSTANCE=/data
WORKDIR /holdfast
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "server.cli"]
CMD ["serve"]
