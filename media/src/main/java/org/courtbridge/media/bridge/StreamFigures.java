package org.courtbridge.media.bridge;

import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.media.audio.AudioStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;

/** Puts together what the event loop and the mixer know of a stream. */
final class StreamFigures {

    private StreamFigures() {}

    /** A stream of sound that has ended, with the name of its codec; a stream of pictures as it is. */
    static Stream ended(Stream stream, AudioStatistics sound) {
        Stream named = withSound(stream, sound);
        return new Stream(
                stream.direction(),
                stream.medium(),
                stream.slot(),
                named.codec(),
                stream.traffic(),
                stream.network(),
                stream.content(),
                stream.protection());
    }

    /** A stream of sound with the mixer's figures; a stream of pictures as it is. */
    static Stream withSound(Stream stream, AudioStatistics sound) {
        if (stream.medium() != Medium.AUDIO || stream.direction() != Direction.RECEIVED) {
            return stream;
        }
        AudioStatistics.Received received = sound.received();
        return new Stream(
                stream.direction(),
                stream.medium(),
                stream.slot(),
                received.codec().map(AudioCodec::name).orElse(""),
                stream.traffic(),
                stream.network(),
                Stream.Content.ofSound(received.frames(), received.concealedMs(), received.level(), received.loudest()),
                stream.protection());
    }
}
