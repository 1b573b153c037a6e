import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Server, defineRoom, defineServer, matchMaker, type AuthContext } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { QUEUE_RULES } from '../shared/defs/ranked.ts';
import { ROOM_ARENA, ROOM_LOBBY, ROOM_PARTY, ROOM_QUEUE } from '../shared/net/protocol.ts';
import { openAccounts } from './accounts/openAccounts.ts';
import { AdminDesk } from './admin/AdminDesk.ts';
import { createAdminServer } from './admin/createAdminServer.ts';
import type { Config } from './config.ts';
import { MAPS_DIRECTORY, createServices } from './createServices.ts';
import { HTTP_ERRORS } from './errors.ts';
import { guardConnections } from './http/guardConnections.ts';
import { guardRequests } from './http/guardRequests.ts';
import { Limits } from './http/limits.ts';
import { isOriginAllowed, sourceOf } from './http/origin.ts';
import { mountPublicRoutes } from './http/publicRoutes.ts';
import { colyseusLogger } from './infra/colyseusLogger.ts';
import type { Logger } from './infra/logger.ts';
import { Matchmaker } from './matchmaking/Matchmaker.ts';
import { openRankedPlay } from './matchmaking/openRankedPlay.ts';
import { PendingSeats } from './matchmaking/PendingSeats.ts';
import { serveMatchmaking } from './matchmaking/serveMatchmaking.ts';
import { connectDatabase } from './persistence/connectDatabase.ts';
import { ArenaRoom } from './rooms/ArenaRoom.ts';
import { LobbyRoom } from './rooms/LobbyRoom.ts';
import { PartyRoom } from './rooms/PartyRoom.ts';
import { QueueRoom } from './rooms/QueueRoom.ts';
import { RankedArenas } from './rooms/RankedArenas.ts';
import type { Services } from './services.ts';
import { openStore, type Store } from './openStore.ts';

const CLIENT_DIRECTORY = new URL('../dist/client/', import.meta.url);

/** A message larger than this is none of ours. */
const MAX_PAYLOAD_BYTES = 4096;

/** Games send each message whole; empty pieces would have to be read, and would count as nothing. */
const MAX_FRAGMENTS = 16;

/** The full state of a full room fits, so the encoder never has to start over. */
const ENCODER_BUFFER_BYTES = 128 * 1024;

/**
 * Limits of a WebSocket. A connection outside of a match that answers no ping is gone after two to three intervals;
 * within a match `connectionGuard` is quicker and stricter. Who is told to go and does not is cut off after
 * `closeTimeout`, and what still waited for them is forgotten.
 */
const SOCKET_LIMITS = {
  maxPayload: MAX_PAYLOAD_BYTES,
  maxFragments: MAX_FRAGMENTS,
  pingInterval: 2500,
  pingMaxRetries: 2,
  closeTimeout: 2000,
};

/** How long a request may take to arrive; its head comes in one packet, and what we take as a body in a few. */
const HTTP_LIMITS: ServerOptions = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
};

const TLS_HANDSHAKE_MS = 5000;

/** How listening fails at a name that leads nowhere, or to another machine. */
const NO_SUCH_ADDRESS = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'];

export interface Addresses {
  readonly port: number;
  readonly adminPort: number;
}

/** The whole server of one process. Colyseus keeps its matchmaking per process: run one app at a time in each. */
export interface App {
  readonly services: Services;
  /** Opens the database, then both ports. Rejects, naming it, when one cannot be had. */
  listen(): Promise<Addresses>;
  /** Takes no new players, and moves the matches to other processes; without others they are left for the next to start. */
  drain(): Promise<void>;
  /** Sends everybody away with a reason, writes the last replays, frees the ports. */
  stop(): Promise<void>;
}

/** Wires everything; nothing listens yet. Throws when a map or a TLS file cannot be read, or `DATA_DIR` not be written to. */
export function buildApp(config: Config, log: Logger): App {
  const http = createPublicServer(config);
  const { database, signIns, store, limits, services } = openParts(config, log, () => portOf(http));
  Encoder.BUFFER_SIZE = ENCODER_BUFFER_BYTES;
  let isOpen = false;
  let drained: Promise<void> | undefined;
  const isAccepting = () => isOpen && drained === undefined;
  const rooms = new RankedArenas(services, isAccepting);
  const { accounts, pendingSeats, ranked, spareTime } = services;
  const matchmaker = new Matchmaker({ tickets: ranked.tickets, rooms, rules: QUEUE_RULES, spareTime, log });
  const drain = () => {
    services.plans.close();
    return (drained ??= matchmaker.stop().then(() => store?.survival.drain()));
  };
  const admin = createAdminServer(services, new AdminDesk({ services, drain }));
  const isReady = () => isAccepting() && store?.watch.isUp !== false;
  const colyseus = createColyseus({ services, limits, store, server: http, isReady });
  const owners = store?.survival;
  const gate = { config, log, tokens: accounts, limits, pendingSeats, store: store?.watch, owners, isAccepting };
  const endMatchmaking = serveMatchmaking(gate);
  return {
    services,
    async listen() {
      await database.open();
      services.results.start();
      services.reports.start();
      // Colyseus' word for all of its start but the port, which opens once whoever comes in is guarded and heard of.
      await colyseus.serverless();
      guardRequests(http, config);
      guardConnections(http, services);
      await signIns.start(matchMaker.presence);
      await openPort(http, `port ${config.port}`, config);
      await openPort(admin, `admin port ${config.adminPort}`, { port: config.adminPort, host: '127.0.0.1' });
      await store?.survival.start();
      services.load.start();
      matchmaker.start();
      isOpen = true;
      return { port: portOf(http), adminPort: portOf(admin) };
    },
    drain,
    async stop() {
      isOpen = false;
      admin.close();
      admin.closeAllConnections();
      await matchmaker.stop();
      await store?.survival.stop();
      await signIns.stop();
      await colyseus.gracefullyShutdown(false);
      services.load.stop();
      services.words.close();
      await services.recorder.settle();
      await services.reports.stop();
      http.closeAllConnections();
      await store?.close();
      await services.results.stop();
      await database.close();
      endMatchmaking();
    },
  };
}

/** All that a server is made of behind its ports, wired and not opened yet. @param port of the public server, once it listens */
function openParts(config: Config, log: Logger, port: () => number) {
  const database = connectDatabase(config, log);
  const { db } = database;
  const parts = createServices(config, log, db);
  const signIns = openAccounts({ config, db, log, words: parts.words });
  const { accounts, passwordChanges, knownAddresses, people } = signIns;
  const own = { ...parts, accounts, passwordChanges, knownAddresses, people };
  const { redisUrl } = config;
  const store = redisUrl === undefined ? undefined : openStore({ redisUrl, services: own, port });
  const limits = new Limits(store?.limits);
  const services: Services = {
    ...own,
    survival: store?.survival,
    limits,
    pendingSeats: new PendingSeats(limits),
    ranked: openRankedPlay(db, parts.results, store?.queue),
  };
  return { database, signIns, store, limits, services };
}

function createPublicServer({ tls }: Config): HttpServer {
  if (tls === undefined) return createHttpServer(HTTP_LIMITS);
  return createHttpsServer({
    ...HTTP_LIMITS,
    handshakeTimeout: TLS_HANDSHAKE_MS,
    cert: readFileSync(tls.certFile),
    key: readFileSync(tls.keyFile),
  });
}

interface ColyseusParts {
  readonly services: Services;
  readonly limits: Limits;
  readonly store: Store | undefined;
  readonly server: HttpServer;
  readonly isReady: () => boolean;
}

function createColyseus({ services, limits, store, server, isReady }: ColyseusParts): Server {
  const { config, log } = services;
  const { publicAddress } = config;
  // The others watch over this process by means of ours; Colyseus' own would undo what they decide.
  matchMaker.setHealthChecksEnabled(store === undefined);
  return defineServer({
    greet: false,
    gracefullyShutdown: false,
    logger: colyseusLogger(log),
    publicAddress,
    transport: new WebSocketTransport({
      server,
      ...SOCKET_LIMITS,
      beforeUpgrade: async (_request: Request, context: AuthContext) => refuseUpgrade(context, config),
    }),
    driver: store?.driver,
    presence: store?.presence,
    // Always: Colyseus keeps the choice of an earlier server in the same process.
    selectProcessIdToCreateRoom: async () => store?.survival.placeRoom() ?? matchMaker.processId,
    rooms: {
      [ROOM_ARENA]: defineRoom(ArenaRoom, { services }).filterBy(['mode', 'map']).sortBy({ clients: -1 }),
      [ROOM_PARTY]: defineRoom(PartyRoom, { services }),
      [ROOM_QUEUE]: defineRoom(QueueRoom, { services }).sortBy({ clients: -1 }),
      [ROOM_LOBBY]: defineRoom(LobbyRoom, { services }).sortBy({ clients: -1 }),
    },
    express: (app) =>
      mountPublicRoutes(app, {
        services,
        clientDirectory: CLIENT_DIRECTORY,
        mapsDirectory: MAPS_DIRECTORY,
        limits,
        isReady,
        store: store?.watch,
      }),
  });
}

function refuseUpgrade(context: AuthContext, config: Config): Response | undefined {
  const headers = new Headers(context.headers as HeadersInit);
  if (
    isOriginAllowed(
      sourceOf((name) => headers.get(name)),
      config,
    )
  )
    return undefined;
  const { code, message } = HTTP_ERRORS.originNotAllowed;
  return new Response(message, { status: code });
}

/** @param what names the port in the error with which this rejects when it cannot be had */
function openPort(server: HttpServer, what: string, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(describeListenError(error, what, host), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function describeListenError({ code = '' }: NodeJS.ErrnoException, what: string, host: string | undefined): string {
  if (code === 'EADDRINUSE') return `${what} is in use by another program`;
  return NO_SUCH_ADDRESS.includes(code) ? `HOST=${host} is no address of this machine` : `${what} cannot be opened`;
}

function portOf(server: HttpServer): number {
  return (server.address() as AddressInfo).port;
}
