# The game server and the page it serves. docs/hosting.md tells how to run it.
FROM node:24-slim AS build
WORKDIR /fracas
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json vite.config.ts ./
COPY client client
COPY shared shared
COPY maps maps
COPY tools/compress.ts tools/
RUN npm run build

# What runs on the server alone, in the versions of the lockfile.
FROM node:24-slim AS packages
WORKDIR /fracas
COPY package.json package-lock.json .npmrc ./
RUN npm pkg delete devDependencies optionalDependencies \
    dependencies.phaser dependencies.vite dependencies.zzfx dependencies.@colyseus/sdk \
  && npm install --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /fracas
RUN mkdir /data /replays && chown node:node /data /replays
COPY --from=packages /fracas/node_modules node_modules
COPY --from=build /fracas/dist dist
COPY package.json ./
COPY server server
COPY shared shared
COPY maps maps
USER node
VOLUME /data
EXPOSE 2567
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 2567}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# No shell stands between, so that SIGTERM reaches the server. As the first process of a container it would get none while it starts:
# `docker run --init`.
CMD ["node", "server/main.ts"]
