package org.courtbridge.codecs.measure.sound;

import java.util.OptionalDouble;

/**
 * Figures of one direction of sound, of its latest minute. One that could not be measured is empty, never zero. Levels are relative to the
 * overload point of the digital system (dBov, ITU-T G.100.1).
 *
 * @param channels 1 or 2
 * @param seconds of sound in all, a minute at most: the latest
 * @param receivedSeconds of those, what packets brought
 * @param digitalSilence part of what was received that no microphone can have made, %
 * @param speechSeconds in which somebody spoke
 * @param speechLevel active speech level (ITU-T P.56, method B), dBov
 * @param activity part of the time that is active by the same method, 0 to 1
 * @param noiseFloor mean power where nobody speaks, dBov; not weighted, so that it can be taken from the speech level
 * @param signalToNoise active speech level over noise floor, dB
 * @param clipping samples of speech in flattened tops, %
 * @param hum power of mains hum in all its harmonics up to 360 Hz, dBov
 * @param humFrequency 50 or 60 Hz, whichever is stronger; empty where there is none to speak of
 * @param dropOuts part of the speech that is missing, %
 * @param dropOutCount how often it is missing
 * @param longestDropOut ms
 * @param bandwidth upper end of the spectrum of speech, Hz
 * @param bandwidthShare the same as a part of what the stream carries, or of 8 kHz if that is more, %
 * @param pitch median fundamental frequency of the voice, Hz
 * @param syllableRate syllables a second while somebody speaks
 * @param channelBalance how much the louder of two channels is louder, dB
 * @param channelCorrelation of speech in two channels, -1 to 1
 * @param echoLevel our probe as it comes back over the probe as sent, dB; what it is at most, if it was not found
 * @param echoDelay of the probe that was found, ms
 */
public record SoundReport(
        int channels,
        double seconds,
        double receivedSeconds,
        OptionalDouble digitalSilence,
        double speechSeconds,
        OptionalDouble speechLevel,
        OptionalDouble activity,
        OptionalDouble noiseFloor,
        OptionalDouble signalToNoise,
        OptionalDouble clipping,
        OptionalDouble hum,
        OptionalDouble humFrequency,
        OptionalDouble dropOuts,
        OptionalDouble dropOutCount,
        OptionalDouble longestDropOut,
        OptionalDouble bandwidth,
        OptionalDouble bandwidthShare,
        OptionalDouble pitch,
        OptionalDouble syllableRate,
        OptionalDouble channelBalance,
        OptionalDouble channelCorrelation,
        OptionalDouble echoLevel,
        OptionalDouble echoDelay) {

    /** The same where it is not known of whom what is missing was lost: of the sender, or of whoever measures. */
    public SoundReport withoutDropOuts() {
        OptionalDouble unknown = OptionalDouble.empty();
        return new SoundReport(
                channels,
                seconds,
                receivedSeconds,
                digitalSilence,
                speechSeconds,
                speechLevel,
                activity,
                noiseFloor,
                signalToNoise,
                clipping,
                hum,
                humFrequency,
                unknown,
                unknown,
                unknown,
                bandwidth,
                bandwidthShare,
                pitch,
                syllableRate,
                channelBalance,
                channelCorrelation,
                echoLevel,
                echoDelay);
    }
}
