package org.courtbridge.media.audio;

import java.util.Optional;
import org.courtbridge.codecs.audio.DtmfDetector;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Hears the keys that one party presses: by telephone events (RFC 4733), or by tones in its sound where it has no other way.
 *
 * <p>While the hearing speaks to the party, its sound may be an echo of that, and somebody else's tones: then, and for 300 ms after it,
 * no tones are looked for. Prompts have none, so keys are taken while they are spoken.
 */
final class PartyKeys {

    /** Blocks of 20 ms within which an echo comes back. */
    private static final int ECHO = 15;

    private final KeyPresses events = new KeyPresses();
    private Optional<DtmfDetector> tones = Optional.empty();
    private int quiet = ECHO;

    /** @param asTones whether keys come as tones */
    void agreed(boolean asTones) {
        if (asTones != tones.isPresent()) {
            tones = asTones ? Optional.of(new DtmfDetector()) : Optional.empty();
        }
    }

    /** The key, if this packet of telephone events is the first of its press. */
    Optional<Character> event(RtpPacket packet) {
        return events.packet(packet);
    }

    /** Hears with each block whether others of the hearing were audible to the party in it. */
    void hearingSpeaks(boolean audible) {
        quiet = audible ? 0 : Math.min(quiet + 1, ECHO);
    }

    /** The key whose tones this block of the party's sound completes. */
    Optional<Character> sound(float[] block) {
        if (tones.isEmpty()) {
            return Optional.empty();
        }
        if (quiet < ECHO) {
            tones.get().reset();
            return Optional.empty();
        }
        return tones.get().hear(block);
    }
}
