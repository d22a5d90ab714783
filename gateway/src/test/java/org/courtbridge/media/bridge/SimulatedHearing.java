package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.AudioStatistics;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.health.InternalErrors;

/** A hearing's sound in simulated time. Packets come at a fixed phase between two ticks. */
public final class SimulatedHearing implements AutoCloseable {

    public final List<Optional<LegId>> speakers = new ArrayList<>();
    public final StringBuilder digits = new StringBuilder();
    public final InternalErrors errors = new InternalErrors(InstantSource.system());
    public final Map<LegId, Throwable> failed = new LinkedHashMap<>();

    /** Makes the hearing's encoders from now on. */
    public Function<AudioFormat, AudioEncoder> encoders = AudioEncoder::of;

    public final HearingAudio.Listener listener = new HearingAudio.Listener() {
        @Override
        public void activeSpeaker(Optional<LegId> leg) {
            speakers.add(leg);
        }

        @Override
        public void digit(LegId leg, char digit) {
            digits.append(digit);
        }

        @Override
        public void failed(LegId leg, Throwable fault) {
            assertThat(failed.put(leg, fault)).as("before").isNull();
        }
    };
    public final HearingAudio audio =
            new HearingAudio(listener, errors, System::nanoTime, format -> encoders.apply(format));
    public final Map<SimulatedParty, AudioPort> parties = new LinkedHashMap<>();
    private final long phase;
    private long now = 1_000_000_000_000L;

    /** @param phase how long before each tick packets come, nanoseconds */
    public SimulatedHearing(long phase) {
        this.phase = phase;
    }

    public SimulatedHearing with(SimulatedParty... all) {
        for (SimulatedParty party : all) {
            parties.put(party, audio.add(party.leg, party.received(), party.sent()));
        }
        muted(Set.of());
        return this;
    }

    /** Lets everybody in but those. */
    public void muted(Set<LegId> muted) {
        audio.policy(parties.keySet().stream().map(party -> party.leg).collect(Collectors.toSet()), muted);
    }

    public void run(int milliseconds) {
        for (int i = 0; i < milliseconds / 20; i++) {
            parties.forEach((party, port) -> port.rtp(party.speak(), now - phase));
            tick();
        }
    }

    public void tick() {
        audio.tick(now);
        now += HearingAudio.TICK;
        parties.keySet().forEach(SimulatedParty::settle);
    }

    public AudioStatistics statistics(SimulatedParty party) {
        return Objects.requireNonNull(audio.statistics().get(party.leg), party.leg.value());
    }

    public long now() {
        return now;
    }

    @Override
    public void close() {
        audio.close();
        parties.keySet().forEach(SimulatedParty::close);
    }
}
