import type * as Phaser from 'phaser';
import { weaponOfNumber, type WeaponId } from '../../shared/defs/weapons.ts';
import type { PlayerState } from '../../shared/net/arenaSchema.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { cssColour, GROUND } from './palette.ts';
import type { PlayerLook } from './playerLook.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

/** Length and thickness of the barrel, in shares of the drawn one. */
const BARRELS: Readonly<Record<WeaponId, readonly [length: number, thickness: number]>> = {
  pistol: [0.85, 0.8],
  smg: [1.05, 0.85],
  shotgun: [1, 1.25],
  railgun: [1.45, 0.75],
  rocket: [1.15, 1.5],
  grenade: [0.7, 1.4],
};
const BARREL_UNITS = 18;
const RECOIL_UNITS = 6;
const RECOIL_MS = 110;
const HIT_FLASH_MS = 90;
const BAR = { width: 44, height: 4, above: 28 } as const;
const NAME_ABOVE = 38;
/** Device pixels per unit that names are drawn with: sharp on dense screens. */
const NAME_RESOLUTION = 3;

/** Where and how a player is to be drawn now. */
export interface AvatarPose extends Readonly<Vec> {
  readonly aim: number;
  /** 0 hidden … 1 in full sight. */
  readonly sight: number;
}

/** One player on the floor: body, barrel, mark, name, health, and what acts on it. */
export class Avatar {
  /** How far into sight it has come; kept here between frames. */
  sight = 0;
  readonly #stage: Stage;
  readonly #aura: Phaser.GameObjects.Image;
  readonly #barrel: Phaser.GameObjects.Image;
  readonly #body: Phaser.GameObjects.Image;
  readonly #mark: Phaser.GameObjects.Image;
  readonly #shield: Phaser.GameObjects.Image;
  readonly #barBack: Phaser.GameObjects.Image;
  readonly #bar: Phaser.GameObjects.Image;
  readonly #name: Phaser.GameObjects.Text;
  readonly #parts: readonly (Phaser.GameObjects.Image | Phaser.GameObjects.Text)[];
  #firedAtMs = -Infinity;
  #hurtAtMs = -Infinity;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#aura = addImage(stage, 'glow', DEPTH.aura).setBlendMode('ADD');
    this.#barrel = addImage(stage, 'barrel', DEPTH.avatar).setOrigin(0, 0.5);
    this.#body = addImage(stage, 'round', DEPTH.avatar);
    this.#mark = addImage(stage, 'mark-dot', DEPTH.avatar);
    this.#shield = addImage(stage, 'broken-ring', DEPTH.avatar);
    this.#barBack = addImage(stage, 'pixel', DEPTH.label).setTint(GROUND.void);
    this.#bar = addImage(stage, 'pixel', DEPTH.label).setOrigin(0, 0.5);
    this.#name = addName(stage);
    this.#parts = [
      this.#aura,
      this.#barrel,
      this.#body,
      this.#mark,
      this.#shield,
      this.#barBack,
      this.#bar,
      this.#name,
    ];
  }

  /** Kicks the barrel back. */
  showShot(nowMs: number): void {
    this.#firedAtMs = nowMs;
  }

  /** Turns the body white for a moment. */
  showHurt(nowMs: number): void {
    this.#hurtAtMs = nowMs;
  }

  /** Draws the player as it is at `nowMs`; any steady clock in milliseconds. */
  draw(pose: AvatarPose, player: PlayerState, look: PlayerLook, nowMs: number): void {
    const visible = pose.sight > 0.02;
    for (const part of this.#parts) part.setVisible(visible);
    if (!visible) return;
    const alpha = pose.sight * (player.connected ? 1 : 0.45);
    for (const part of this.#parts) part.setAlpha(alpha);
    this.#drawBody(pose, player, look, nowMs);
    this.#drawAura(pose, player, look, nowMs);
    this.#drawLabel(pose, player, alpha);
  }

  hide(): void {
    this.sight = 0;
    for (const part of this.#parts) part.setVisible(false);
  }

  destroy(): void {
    for (const part of this.#parts) part.destroy();
  }

  #drawBody(pose: AvatarPose, player: PlayerState, look: PlayerLook, nowMs: number): void {
    const hurt = this.#stage.flash && nowMs - this.#hurtAtMs < HIT_FLASH_MS;
    const colour = hurt ? 0xffffff : look.colour;
    this.#body.setFrame(look.body).setPosition(pose.x, pose.y).setTint(colour);
    this.#mark.setFrame(`mark-${look.mark}`).setPosition(pose.x, pose.y).setRotation(pose.aim).setTint(colour);
    const recoil = RECOIL_UNITS * Math.max(0, 1 - (nowMs - this.#firedAtMs) / RECOIL_MS);
    const reach = 9 - recoil;
    const [length, thickness] = BARRELS[weaponOfNumber(player.weapon) ?? 'pistol'];
    this.#barrel
      .setPosition(pose.x + Math.cos(pose.aim) * reach, pose.y + Math.sin(pose.aim) * reach)
      .setRotation(pose.aim)
      .setTint(colour);
    scaleImage(this.#barrel, (length * BARREL_UNITS) / 16, thickness);
  }

  /** Glow, spawn protection, double damage and charging, each with a shape of its own. */
  #drawAura(pose: AvatarPose, player: PlayerState, look: PlayerLook, nowMs: number): void {
    const { palette, traits } = this.#stage;
    const pulse = 0.5 + 0.5 * Math.sin(nowMs / 110);
    const strong = player.doubleDamage || player.charging;
    this.#aura.setVisible(traits.glow || strong).setPosition(pose.x, pose.y);
    const tint = player.doubleDamage ? palette.red : player.charging ? palette.violet : look.colour;
    this.#aura.setTint(tint).setAlpha(pose.sight * (strong ? 0.6 + 0.4 * pulse : 0.6));
    scaleImage(this.#aura, strong ? 1.9 + 0.3 * pulse : 1.7);
    const ringed = player.isProtected || player.doubleDamage;
    this.#shield
      .setVisible(ringed)
      .setPosition(pose.x, pose.y)
      .setRotation(nowMs / (player.isProtected ? 380 : -240));
    this.#shield.setTint(player.isProtected ? GROUND.ink : palette.red).setAlpha(pose.sight * (0.35 + 0.5 * pulse));
    scaleImage(this.#shield, player.isProtected ? 0.95 : 0.85);
  }

  #drawLabel(pose: AvatarPose, player: PlayerState, alpha: number): void {
    const { palette } = this.#stage;
    const share = Math.min(1, player.health / 100);
    const left = pose.x - BAR.width / 2;
    this.#barBack.setPosition(pose.x, pose.y - BAR.above).setAlpha(alpha * 0.75);
    scaleImage(this.#barBack, BAR.width / 2 + 0.75, BAR.height / 2 + 0.75);
    this.#bar.setPosition(left, pose.y - BAR.above).setTint(share > 0.35 ? palette.green : palette.red);
    scaleImage(this.#bar, (share * BAR.width) / 2, BAR.height / 2);
    if (this.#name.text !== player.name) this.#name.setText(player.name);
    this.#name.setPosition(pose.x, pose.y - NAME_ABOVE);
  }
}

function addName(stage: Stage): Phaser.GameObjects.Text {
  return stage.scene.add
    .text(0, 0, '', {
      fontFamily: 'system-ui, sans-serif',
      fontStyle: '600',
      fontSize: '13px',
      color: cssColour(GROUND.ink),
      stroke: cssColour(GROUND.void),
      strokeThickness: 3,
      resolution: NAME_RESOLUTION,
    })
    .setOrigin(0.5)
    .setDepth(DEPTH.label);
}
