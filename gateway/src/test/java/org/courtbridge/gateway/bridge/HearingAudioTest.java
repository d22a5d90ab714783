package org.courtbridge.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.audio.AudioCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HearingAudioTest {

    private static final double[] FREQUENCIES = {440, 1_130, 2_310, 1_750};

    /** One party of each codec beside one of the codec under test: every pair of codecs, both ways. */
    @ParameterizedTest
    @EnumSource
    void everybodyHearsAllOthersAndNotItself(AudioCodec codec) {
        SimulatedParty[] parties = new SimulatedParty[4];
        List<AudioCodec> codecs = List.of(codec, AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS);
        for (int i = 0; i < parties.length; i++) {
            parties[i] = SimulatedParty.tone("p" + i, codecs.get(i), FREQUENCIES[i], 0.2);
        }
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(parties)) {
            hearing.run(1_000);
            for (int i = 0; i < parties.length; i++) {
                float[] heard = parties[i].heard();
                int rate = parties[i].format.codec().sampleRate();
                for (int other = 0; other < parties.length; other++) {
                    double level = Tones.decibels(
                            Tones.amplitude(heard, rate / 2, heard.length, FREQUENCIES[other], rate) / 0.2);
                    if (other == i) {
                        assertThat(level).as("%s hears itself", codecs.get(i)).isLessThan(-38);
                    } else {
                        assertThat(level)
                                .as("%s hears %s", codecs.get(i), codecs.get(other))
                                .isBetween(-3.0, 1.0);
                    }
                }
            }
        }
    }

    @Test
    void sendsContinuousRtp() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.G722, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.OPUS, 880, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b)) {
            hearing.run(400);
            for (SimulatedParty party : List.of(a, b)) {
                int step = party.format.codec().clockRate() / 50;
                assertThat(party.packets).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    SimulatedParty.Sent packet = party.packets.get(i);
                    SimulatedParty.Sent first = party.packets.getFirst();
                    assertThat(packet.marker()).isEqualTo(i == 0);
                    assertThat(packet.ssrc()).isEqualTo(77);
                    assertThat(packet.payloadType()).isEqualTo(party.format.payloadType());
                    assertThat(packet.sequence() - first.sequence() & 0xFFFF).isEqualTo(i);
                    assertThat(packet.timestamp() - first.timestamp() & 0xFFFF_FFFFL)
                            .isEqualTo((long) i * step);
                }
            }
        }
    }

    @Test
    void nobodyHearsTheMutedNorThoseOutside() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 1_130, 0.2);
        SimulatedParty c = SimulatedParty.tone("c", AudioCodec.PCMA, 2_310, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b, c)) {
            hearing.run(500);
            hearing.audio.policy(Set.of(a.leg, b.leg), Set.of(b.leg));
            hearing.run(40);
            List.of(a, b, c).forEach(SimulatedParty::forget);
            hearing.run(500);
            assertThat(level(a, 1_130)).isLessThan(-60);
            assertThat(level(a, 2_310)).isLessThan(-60);
            assertThat(level(b, 440)).isGreaterThan(-17);
            assertThat(level(c, 440)).isLessThan(-60);
        }
    }

    private static double level(SimulatedParty party, double frequency) {
        float[] heard = party.heard();
        return Tones.decibels(Tones.amplitude(
                heard, 0, heard.length, frequency, party.format.codec().sampleRate()));
    }
}
