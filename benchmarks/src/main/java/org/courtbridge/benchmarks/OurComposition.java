package org.courtbridge.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Canvas;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PixelShape;

/** Composes pictures as the gateway does in a hearing: each is decoded once, drawn into each canvas, and each canvas coded. */
final class OurComposition {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private final CodedFilms films;

    OurComposition(CodedFilms films) {
        this.films = films;
    }

    /** Canvas and encoder of one output. */
    private record Work(Canvas canvas, PictureEncoder encoder) implements AutoCloseable {

        @Override
        public void close() {
            encoder.close();
            canvas.close();
        }
    }

    /**
     * @param encoders what codes an output
     * @return CPU milliseconds for so many pictures
     */
    double cpuMillis(List<ComposedOutput> outputs, Function<ComposedOutput, PictureEncoder> encoders, int pictures) {
        List<PictureDecoder> decoders = new ArrayList<>();
        List<Work> works = new ArrayList<>();
        try {
            for (int party = 0; party < films.parties(); party++) {
                decoders.add(PictureDecoder.h264());
            }
            for (ComposedOutput output : outputs) {
                Work work = new Work(new Canvas(output.size(), PixelShape.SQUARE), encoders.apply(output));
                works.add(work);
                work.canvas.arrange(Arrangement.GRID.tiles(films.parties(), output.size()));
            }
            long before = PROCESSOR.getCurrentThreadCpuTime();
            for (int number = 0; number < pictures; number++) {
                for (int party = 0; party < films.parties(); party++) {
                    draw(decoders.get(party), party, number, works);
                }
                for (Work work : works) {
                    work.encoder.encode(work.canvas.picture(), number == 0);
                }
            }
            return (PROCESSOR.getCurrentThreadCpuTime() - before) / 1e6;
        } finally {
            works.forEach(Work::close);
            decoders.forEach(PictureDecoder::close);
        }
    }

    private void draw(PictureDecoder decoder, int party, int number, List<Work> works) {
        byte[] coded = films.pictures(party).get(number);
        try (NativePicture picture = decoder.decodeNative(coded).orElseThrow()) {
            works.forEach(work -> work.canvas.draw(party, picture));
        }
    }
}
