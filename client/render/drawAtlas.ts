import type * as Phaser from 'phaser';
import { AtlasCanvas, type Draw } from './AtlasCanvas.ts';
import { drawBarrel, drawHexagonBody, drawMark, drawRoundBody } from './drawBodies.ts';
import { drawPickup, PICKUP_SHAPES } from './drawPickups.ts';
import { MARKS } from './playerLook.ts';

/** A point of light fading to nothing at its edge; `power` shapes the fall-off. */
function drawGlow(power: number): Draw {
  return (context, width) => {
    const radius = width / 2;
    const gradient = context.createRadialGradient(radius, radius, 0, radius, radius, radius);
    for (let step = 0; step <= 16; step++) {
      const share = step / 16;
      gradient.addColorStop(share, `rgba(255,255,255,${(1 - share) ** power})`);
    }
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, width);
  };
}

const drawPixel: Draw = (context, width, height) => {
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
};

/** White-hot head, lit body; flies to the right. */
const drawRocket: Draw = (context, width, height) => {
  context.fillStyle = '#ffb454';
  context.beginPath();
  context.roundRect(1, 1.5, width - 4, height - 3, 1.5);
  context.fill();
  context.fillStyle = '#fff3dc';
  context.beginPath();
  context.roundRect(width * 0.35, 1.5, width * 0.55, height - 3, 2);
  context.fill();
};

/** A disc with a notch on its rim: one sees it roll. White, so that it takes any tint. */
const drawGrenade: Draw = (context, width) => {
  const radius = width / 2;
  context.fillStyle = '#fff';
  context.beginPath();
  context.arc(radius, radius, radius - 1, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'rgba(60,30,0,0.8)';
  context.beginPath();
  context.arc(radius, radius, radius * 0.42, 0, Math.PI * 2);
  context.fill();
  context.fillRect(radius, radius - 1, radius, 2);
};

/** A tongue of fire to the right, from the left edge. */
const drawFlash: Draw = (context, width, height) => {
  const middle = height / 2;
  const tongue = (reach: number, spread: number, alpha: number): void => {
    const gradient = context.createLinearGradient(0, 0, reach, 0);
    gradient.addColorStop(0, `rgba(255,255,255,${alpha})`);
    gradient.addColorStop(1, 'rgba(255,255,255,0)');
    context.fillStyle = gradient;
    context.beginPath();
    context.moveTo(0, middle);
    context.quadraticCurveTo(reach * 0.35, middle - spread, reach, middle);
    context.quadraticCurveTo(reach * 0.35, middle + spread, 0, middle);
    context.fill();
  };
  tongue(width, middle * 0.9, 0.8);
  tongue(width * 0.6, middle * 1.6, 0.7);
};

const drawRing: Draw = (context, width) => {
  context.strokeStyle = '#fff';
  context.lineWidth = 2;
  context.beginPath();
  context.arc(width / 2, width / 2, width / 2 - 2, 0, Math.PI * 2);
  context.stroke();
};

/** Six arcs with gaps: it shows that it turns. */
const drawBrokenRing: Draw = (context, width) => {
  context.strokeStyle = '#fff';
  context.lineWidth = 2;
  for (let arc = 0; arc < 6; arc++) {
    const start = (arc * Math.PI) / 3;
    context.beginPath();
    context.arc(width / 2, width / 2, width / 2 - 2, start, start + 0.7);
    context.stroke();
  }
};

/** Where a pickup lies: a dark plate with a thin rim. */
const drawPad: Draw = (context, width) => {
  const radius = width / 2;
  context.fillStyle = 'rgba(8,12,22,0.5)';
  context.strokeStyle = 'rgba(142,160,196,0.35)';
  context.lineWidth = 1;
  context.beginPath();
  context.arc(radius, radius, radius - 1, 0, Math.PI * 2);
  context.fill();
  context.stroke();
};

/** Dark at the rim of the screen, clear in the middle. */
const drawVignette: Draw = (context, width, height) => {
  context.save();
  context.scale(1, height / width);
  const radius = width / 2;
  const gradient = context.createRadialGradient(radius, radius, radius * 0.55, radius, radius, radius * 1.35);
  gradient.addColorStop(0, 'rgba(4,6,12,0)');
  gradient.addColorStop(1, 'rgba(4,6,12,0.75)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, width);
  context.restore();
};

/** Draws every image of the arena in code, once: bodies, marks, lights, sparks, pickups. */
export function drawAtlas(textures: Phaser.Textures.TextureManager): void {
  const atlas = new AtlasCanvas(textures);
  atlas.add('light', 100, 100, drawGlow(1.6));
  atlas.add('glow', 48, 48, drawGlow(2.4));
  atlas.add('vignette', 96, 54, drawVignette);
  atlas.add('round', 40, 40, drawRoundBody);
  atlas.add('hexagon', 40, 40, drawHexagonBody);
  for (const mark of MARKS) atlas.add(`mark-${mark}`, 14, 14, drawMark(mark));
  atlas.add('barrel', 16, 9, drawBarrel);
  atlas.add('ring', 60, 60, drawRing);
  atlas.add('broken-ring', 52, 52, drawBrokenRing);
  atlas.add('pad', 46, 46, drawPad);
  atlas.add('rocket', 18, 8, drawRocket);
  atlas.add('grenade', 14, 14, drawGrenade);
  atlas.add('flash', 40, 24, drawFlash);
  atlas.add('spark', 8, 8, drawGlow(1.1));
  atlas.add('smoke', 24, 24, drawGlow(1.4));
  atlas.add('pixel', 2, 2, drawPixel);
  for (const shape of PICKUP_SHAPES) atlas.add(`pickup-${shape}`, 28, 28, drawPickup(shape));
  atlas.finish();
}
