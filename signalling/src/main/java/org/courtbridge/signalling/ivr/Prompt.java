package org.courtbridge.signalling.ivr;

import org.courtbridge.media.language.Language;

/** Spoken prompts of the IVR; their words are in {@code scripts/make-prompts}. */
enum Prompt {
    NUMBER,
    LANGUAGE,
    PIN,
    WRONG,
    SLOWED,
    BLOCKED,
    SILENCE,
    UNAVAILABLE,
    /** Of those in the lobby, who have come there by the menu or not. */
    WAITING,
    /** Of those who dial the number of tests. */
    TRIAL,
    HAND_RAISED,
    HAND_LOWERED,
    MICROPHONE_OFF,
    MICROPHONE_ON,
    MUTED,
    LAYOUT_CHANGED,
    KEYS,
    REFUSED;

    Spoken in(Language language) {
        return new Spoken(this, language);
    }

    /** A prompt in a language. */
    record Spoken(Prompt prompt, Language language) {}
}
