/** One soft note that the browser makes itself; no file is loaded. */
export interface Tone {
  hertz: number;
  /** By the audio's own clock, in seconds. */
  at: number;
  lasts: number;
  /** Of 1. */
  loudness: number;
}

/** Plays a note once the audio runs; it swells at once and dies away. */
export function play(audio: AudioContext, { hertz, at, lasts, loudness }: Tone): void {
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + lasts);
}
