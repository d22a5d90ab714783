package org.courtbridge.gateway.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.hearings.LegId;

/** A hearing's sound in simulated time. Packets come at a fixed phase between two ticks. */
final class SimulatedHearing implements AutoCloseable {

    final List<Optional<LegId>> speakers = new ArrayList<>();
    final StringBuilder digits = new StringBuilder();
    final HearingAudio audio = new HearingAudio(new HearingAudio.Listener() {
        @Override
        public void activeSpeaker(Optional<LegId> leg) {
            speakers.add(leg);
        }

        @Override
        public void digit(LegId leg, char digit) {
            digits.append(digit);
        }
    });
    final Map<SimulatedParty, AudioPort> parties = new LinkedHashMap<>();
    private final long phase;
    private long now = 1_000_000_000_000L;

    /** @param phase how long before each tick packets come, nanoseconds */
    SimulatedHearing(long phase) {
        this.phase = phase;
    }

    SimulatedHearing with(SimulatedParty... all) {
        for (SimulatedParty party : all) {
            parties.put(party, audio.add(party.leg, party.received(), party.sent()));
        }
        muted(Set.of());
        return this;
    }

    /** Lets everybody in but those. */
    void muted(Set<LegId> muted) {
        audio.policy(parties.keySet().stream().map(party -> party.leg).collect(Collectors.toSet()), muted);
    }

    void run(int milliseconds) {
        for (int i = 0; i < milliseconds / 20; i++) {
            parties.forEach((party, port) -> port.rtp(party.speak(), now - phase));
            tick();
        }
    }

    void tick() {
        audio.tick(now);
        now += HearingAudio.TICK;
        parties.keySet().forEach(SimulatedParty::settle);
    }

    AudioStatistics statistics(SimulatedParty party) {
        return Objects.requireNonNull(audio.statistics().get(party.leg), party.leg.value());
    }

    long now() {
        return now;
    }

    @Override
    public void close() {
        audio.close();
        parties.keySet().forEach(SimulatedParty::close);
    }
}
