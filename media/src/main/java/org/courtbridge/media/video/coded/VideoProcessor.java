package org.courtbridge.media.video.coded;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.PictureTarget;

/**
 * Decodes the pictures of one hearing, composes them, codes them anew and measures them. Coded pictures go in; coded pictures,
 * thumbnails and figures come out: no decoded picture passes, so that all of it can be done by a process of its own. From any
 * thread; whom it calls back returns soon.
 */
public interface VideoProcessor extends AutoCloseable {

    /**
     * Takes the pictures of one source from now on, to be decoded once for all that is made of them.
     *
     * @param source for the log, such as "leg 7"
     * @param timer where it is waited until one of them is due, if that is waited for here
     * @param lost runs when a picture was left out or could not be decoded: none is before the next keyframe
     */
    Input input(String source, EventExecutor timer, Runnable lost);

    /**
     * Codes the pictures of a source anew, from a keyframe on. Empty if there is no room.
     *
     * @param input of this processor
     */
    Optional<Output> transcode(Input input, PictureTarget target, Admission admission, Receiver receiver);

    /** Composes pictures of several sources into one, from a keyframe on. Empty if there is no room. */
    Optional<ComposedOutput> compose(PictureTarget target, Admission admission, Receiver receiver);

    /** Takes thumbnails, as soon as there is an input. */
    Thumbnail thumbnail();

    /** Measures pictures, as soon as there is an input. */
    Measurement measurement();

    Load load();

    /** Ends all that it does. Inputs and outputs must be closed before: they give back native memory here. */
    @Override
    void close();

    /** The pictures of one source. */
    interface Input extends AutoCloseable {

        /** Takes the next picture. One thread's at a time. */
        void put(CodedPicture picture);

        /**
         * Whether its pictures may be seen, and how long: takes effect with the next composed picture.
         *
         * @param lossTimeoutNanos after the last picture, from when on it is not shown any more
         */
        void seen(boolean open, long lossTimeoutNanos);

        /**
         * Nanoseconds, since this was asked last, of which the pictures were left out because there was no time for them: from
         * each that was, to the next that did not need it.
         */
        long takeLeftOut();

        /** Gives back native memory soon. */
        @Override
        void close();
    }

    /** Takes the pictures of an output, one at a time, on the thread that has coded them. */
    @FunctionalInterface
    interface Receiver {

        /**
         * @param timestamp RTP's, 90 kHz
         * @param playoutTime when it goes with the sound, {@link System#nanoTime}
         */
        void coded(EncodedPicture picture, long timestamp, long playoutTime);
    }

    /** Pictures that are coded here. */
    interface Output extends AutoCloseable {

        /** Nanoseconds between two keyframes at least, as all receivers have to take each. */
        long BETWEEN_KEYFRAMES = 500_000_000;

        /** Makes pictures from now on, if it does not yet. */
        void start();

        /** One of the next pictures becomes a keyframe, as soon as there may be one. */
        void keyframeWanted();

        /** Gives back its place at once, and native memory soon. */
        @Override
        void close();
    }

    /** Pictures of several sources, composed into one. */
    interface ComposedOutput extends Output {

        /** Shows this from the next picture on. */
        void show(Arrangement arrangement, List<Tile> tiles, Optional<Language> language);
    }

    /**
     * A party in a composed picture.
     *
     * @param input of its pictures
     */
    record Tile(Input input, Label label) {}

    /**
     * The caption written over a party's picture.
     *
     * @param badges what else is to be known of the party
     */
    record Label(String name, Set<Badge> badges) {}

    /** A fact about a party that is shown beside its name. */
    enum Badge {
        /** Nobody hears it. */
        MUTED,
        /** Its sound or pictures, or those that it is sent, are not encrypted. */
        UNENCRYPTED,
        /** Much of what it sends is lost. */
        POOR_LINE,
        /** Its sound and pictures are written to a file. */
        RECORDED
    }

    /** A small picture of what one party sends, every few seconds. */
    interface Thumbnail extends AutoCloseable {

        /** Takes it of this source from now on, or of none. */
        void of(Optional<Input> input);

        /** JPEG; empty as long as no picture has come, and when none comes any more. */
        Optional<byte[]> jpeg();

        /** Takes no more, of whatever source. */
        @Override
        void close();
    }

    /** What is measured of the pictures of one party. */
    interface Measurement {

        /** Measures the pictures of this source from now on, or of none; goes on with what was measured. */
        void of(Optional<Input> input);

        /** Forgets what was measured. */
        void again();

        /** Measures no more, until {@link #again}. */
        void end(long now);

        /** Figures up to now; goes on measuring. Takes long. */
        PictureReport report();
    }

    /** For whom an output is made. */
    enum Admission {
        /** For somebody who is shown nothing that is coded here: there must be room, and the load allow more. */
        BEGINS,
        /** For somebody who is shown something that is coded here already: there must be room. */
        GOES_ON,
        /** In place of another output, whose place is free in a moment. */
        REPLACES
    }

    /** How much there is to do, and what is saved. */
    interface Load {

        boolean hasRoom(Admission admission);

        /** The reduction of coded pictures that holds now. */
        LoadStep step();

        /** The reason why a picture cannot be coded now: the load. */
        PictureMisfit reason();

        /** A party is not shown what would have had to be coded for it. */
        void refused(LegId leg);

        /** While somebody of the hearing lacks pictures because there is no room for them, those of all others are made smaller. */
        void lacks(boolean somebody);
    }
}
