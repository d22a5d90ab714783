package org.courtbridge.benchmarks.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.SoundJudge;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.Test;

/** A few of the clips of {@link SoundClips}: the clear faults are found, and what is normal is no fault. */
class SpokenClipsTest {

    private static final List<AudioCodec> CODECS = List.of(AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS);

    private final Random random = new Random(3);
    private final Voices voices = new Voices();

    private static List<Verdict> judge(float[] sound, AudioCodec codec) {
        Sound coded = Coded.through(sound, codec);
        SoundMeter meter = new SoundMeter(coded.rate(), 1);
        meter.hear(coded.pcm(), 0, coded.pcm().length, Origin.RECEIVED);
        return new SoundJudge(Limits.standard()).judge(meter.report());
    }

    private float[] usual(String voice) throws IOException, InterruptedException {
        float[] speech = Waves.spokenAt(voices.speak(voice), -26);
        return Waves.mix(speech, Waves.pink(speech.length, -68, random));
    }

    private static void fails(Check check, float[] sound) {
        for (AudioCodec codec : CODECS) {
            assertThat(judge(sound, codec))
                    .filteredOn(verdict -> verdict.check() == check)
                    .as("%s", codec)
                    .extracting(Verdict::outcome)
                    .containsExactly(Outcome.FAIL);
        }
    }

    @Test
    void givesNoFalseAlarm() throws IOException, InterruptedException {
        for (String voice : Voices.ALL) {
            float[] speech = usual(voice);
            float[] normal = Waves.mix(
                    speech,
                    Waves.pink(speech.length, -56, random),
                    Waves.knocks(speech.length, 0.2, 4, -24, 0, random));
            for (AudioCodec codec : CODECS) {
                assertThat(judge(normal, codec))
                        .filteredOn(verdict -> verdict.outcome() == Outcome.FAIL)
                        .as("%s by %s", voice, codec)
                        .isEmpty();
                assertThat(judge(speech, codec))
                        .filteredOn(verdict -> verdict.check() != Check.ECHO)
                        .as("%s by %s", voice, codec)
                        .extracting(Verdict::outcome)
                        .contains(Outcome.PASS)
                        .doesNotContain(Outcome.FAIL);
            }
        }
    }

    @Test
    void findsClearFaults() throws IOException, InterruptedException {
        float[] speech = usual("kk");
        fails(Check.MICROPHONE, new float[4 * Waves.RATE]);
        fails(Check.SPEECH_LEVEL, Waves.gain(speech, -26));
        fails(Check.NOISE, Waves.mix(speech, Waves.pink(speech.length, -34, random)));
        fails(Check.HUM, Waves.mix(speech, Waves.hum(speech.length, -38, 50, 0.3, 1, 0.5)));
        fails(Check.CLIPPING, Waves.overdrive(speech, 20, 1));
        fails(Check.DROP_OUTS, Waves.dropOuts(speech, 120, 0.6, random));
        float[] fast = Waves.faster(voices.speak("ru+f2"), 2);
        fails(Check.PLAYBACK_RATE, Waves.mix(Waves.spokenAt(fast, -26), Waves.pink(fast.length, -68, random)));
    }
}
