import type { Quality } from '../render/quality.ts';

/** Renderers that draw with the processor instead of a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/**
 * The quality to begin with: high, or low where there is no graphics card to draw with.
 * Measured frames per second correct it downwards later.
 */
export function detectQuality(): Quality {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null) return 'low';
  const name = String(gl.getParameter(gl.RENDERER));
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const unmasked = info === null ? name : String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(name) || SOFTWARE.test(unmasked) ? 'low' : 'high';
}
