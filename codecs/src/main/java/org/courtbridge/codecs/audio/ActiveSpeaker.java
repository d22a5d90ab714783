package org.courtbridge.codecs.audio;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, block by block, which party speaks: whoever has been clearly louder for 300 ms, and nobody new within 1.5 s of
 * the last change, so that the picture does not flicker with every cough.
 *
 * @param <K> names a party
 */
public final class ActiveSpeaker<K> {

    /** Blocks that a new speaker must have been ahead: 300 ms. */
    private static final int AHEAD = 15;

    /** Blocks that a speaker stays: 1.5 s. */
    private static final int HOLD = 75;

    /** dB louder than the present speaker, while that one speaks too. */
    private static final double MARGIN = 3;

    private final Map<K, SpeechActivity> parties = new HashMap<>();
    private Optional<K> speaker = Optional.empty();
    private Optional<K> challenger = Optional.empty();
    private int ahead;
    private int held = HOLD;

    /**
     * Ends one block.
     *
     * @param levels dBov of every party that may be heard; whoever is missing has gone
     * @return whether the speaker changed
     */
    public boolean block(Map<K, Integer> levels) {
        parties.keySet().retainAll(levels.keySet());
        levels.forEach((party, level) ->
                parties.computeIfAbsent(party, _ -> new SpeechActivity()).level(level));
        held = Math.min(held + 1, HOLD);

        Optional<K> before = speaker;
        if (speaker.isPresent() && !parties.containsKey(speaker.get())) {
            speaker = Optional.empty();
            held = HOLD;
        }
        Optional<K> loudest = loudest();
        if (loudest.isEmpty() || loudest.equals(speaker) || !beats(loudest.get())) {
            ahead = 0;
        } else {
            ahead = loudest.equals(challenger) ? ahead + 1 : 1;
        }
        challenger = loudest;
        if (ahead >= AHEAD && held >= HOLD) {
            speaker = loudest;
            ahead = 0;
            held = 0;
        }
        return !speaker.equals(before);
    }

    private Optional<K> loudest() {
        return parties.entrySet().stream()
                .filter(party -> party.getValue().speaks())
                .max(Comparator.comparingDouble(party -> party.getValue().loudness()))
                .map(Map.Entry::getKey);
    }

    private boolean beats(K party) {
        return speaker.flatMap(this::activity)
                .filter(SpeechActivity::speaks)
                .map(present -> activity(party)
                        .filter(other -> other.loudness() > present.loudness() + MARGIN)
                        .isPresent())
                .orElse(true);
    }

    private Optional<SpeechActivity> activity(K party) {
        return Optional.ofNullable(parties.get(party));
    }

    public Optional<K> speaker() {
        return speaker;
    }
}
