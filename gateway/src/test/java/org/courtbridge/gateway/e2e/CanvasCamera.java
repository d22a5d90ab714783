package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;

/** A camera and a microphone that a page makes for itself: the film and the tone of a party. */
final class CanvasCamera {

    private static final int TONE_RATE = 16_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CanvasCamera() {}

    /** What a page has to run; its promises of cameras and microphones are then these. */
    static String script(int party) throws IOException {
        List<List<Integer>> frames = new ArrayList<>();
        I420Picture picture = I420Picture.black(16 * CodedPicture.COLUMNS, 16 * CodedPicture.ROWS);
        for (int frame = 0; frame < Film.FRAMES; frame++) {
            new CodedPicture(party, frame).draw(picture);
            List<Integer> cells = new ArrayList<>();
            for (int row = 0; row < CodedPicture.ROWS; row++) {
                for (int column = 0; column < CodedPicture.COLUMNS; column++) {
                    cells.add(picture.lumaAt(16 * column, 16 * row));
                }
            }
            frames.add(cells);
        }
        short[] samples = Tones.samples(party, TONE_RATE, 10);
        List<Float> tone = new ArrayList<>();
        for (short sample : samples) {
            tone.add(sample / 32_768f);
        }
        return "const frames = %s, framesPerSecond = %d, tone = %s, toneRate = %d;%n%s"
                .formatted(
                        JSON.writeValueAsString(frames),
                        Film.FRAMES_PER_SECOND,
                        JSON.writeValueAsString(tone),
                        TONE_RATE,
                        MeasuredPage.resource("canvas-camera.js"));
    }
}
