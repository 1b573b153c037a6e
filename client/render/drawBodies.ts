import type { Draw } from './AtlasCanvas.ts';
import type { Mark } from './playerLook.ts';

/** Radius of the outline's middle, in units: the outline's outer rim is the body that shots meet. */
const OUTLINE_RADIUS = 12.6;
const HEXAGON_RADIUS = 14.2;
const INSIDE = 'rgb(78,78,78)';

/** White and grey, to be tinted: the outline takes the full colour, the inside a quarter of it. */
export const drawRoundBody: Draw = (context, width) => {
  const middle = width / 2;
  dropShadow(context, middle);
  context.beginPath();
  context.arc(middle, middle, OUTLINE_RADIUS, 0, Math.PI * 2);
  paintBody(context);
};

export const drawHexagonBody: Draw = (context, width) => {
  const middle = width / 2;
  dropShadow(context, middle);
  context.beginPath();
  for (let corner = 0; corner < 6; corner++) {
    const angle = (corner * Math.PI) / 3 + Math.PI / 6;
    context.lineTo(middle + Math.cos(angle) * HEXAGON_RADIUS, middle + Math.sin(angle) * HEXAGON_RADIUS);
  }
  context.closePath();
  paintBody(context);
};

function dropShadow(context: CanvasRenderingContext2D, middle: number): void {
  const gradient = context.createRadialGradient(middle + 2, middle + 4, 9, middle + 2, middle + 4, 17);
  gradient.addColorStop(0, 'rgba(0,0,0,0.6)');
  gradient.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, middle * 2, middle * 2);
}

function paintBody(context: CanvasRenderingContext2D): void {
  context.fillStyle = INSIDE;
  context.fill();
  context.strokeStyle = '#fff';
  context.lineWidth = 3.8;
  context.lineJoin = 'round';
  context.stroke();
}

/** Points to the right; its left end lies under the outline. */
export const drawBarrel: Draw = (context, width, height) => {
  context.fillStyle = '#fff';
  context.beginPath();
  context.roundRect(0, 1, width, height - 2, 2);
  context.fill();
  context.fillStyle = 'rgb(150,150,150)';
  context.fillRect(0, height / 2 + 1, width - 1, height / 2 - 2.5);
};

/** The sign in the middle of a body, turned with it. */
export function drawMark(mark: Mark): Draw {
  return (context, width) => {
    context.fillStyle = '#fff';
    context.beginPath();
    traceMark(context, mark, width / 2);
    context.fill();
  };
}

const OUTLINES: Readonly<Partial<Record<Mark, readonly (readonly [number, number])[]>>> = {
  triangle: [
    [5.5, 0],
    [-4, 5.4],
    [-4, -5.4],
  ],
  diamond: [
    [6, 0],
    [0, 6],
    [-6, 0],
    [0, -6],
  ],
  chevron: [
    [5, 0],
    [-2, 6],
    [-5, 6],
    [0, 0],
    [-5, -6],
    [-2, -6],
  ],
};

/** Left, top, width and height, from the middle. */
const RECTANGLES: Readonly<Partial<Record<Mark, readonly (readonly [number, number, number, number])[]>>> = {
  bar: [[-1.8, -5.5, 3.6, 11]],
  square: [[-4, -4, 8, 8]],
  cross: [
    [-5.5, -1.6, 11, 3.2],
    [-1.6, -5.5, 3.2, 11],
  ],
  twin: [
    [-4.5, -5, 3.4, 10],
    [1.1, -5, 3.4, 10],
  ],
};

function traceMark(context: CanvasRenderingContext2D, mark: Mark, middle: number): void {
  if (mark === 'dot') context.arc(middle, middle, 4.5, 0, Math.PI * 2);
  for (const [x, y] of OUTLINES[mark] ?? []) context.lineTo(middle + x, middle + y);
  for (const [left, top, width, height] of RECTANGLES[mark] ?? []) {
    context.rect(middle + left, middle + top, width, height);
  }
}
