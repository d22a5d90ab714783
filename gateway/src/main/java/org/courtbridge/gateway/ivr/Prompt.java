package org.courtbridge.gateway.ivr;

import org.courtbridge.gateway.language.Language;

/** What the menu says; the words are in {@code scripts/make-prompts}. */
enum Prompt {
    NUMBER,
    LANGUAGE,
    PIN,
    WRONG,
    SLOWED,
    BLOCKED,
    SILENCE,
    UNAVAILABLE;

    Spoken in(Language language) {
        return new Spoken(this, language);
    }

    /** A prompt in a language. */
    record Spoken(Prompt prompt, Language language) {}
}
