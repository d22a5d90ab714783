package org.courtbridge.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * Sound and pictures that the simulated room received in about a second, as one line of JSON.
 *
 * @param soundLevel dB below full scale, {@link SoundLine#SILENCE} to 0
 * @param pictures that it received whole and decoded
 * @param width of the last picture, in pixels
 */
record RoomReport(RoomLine.State state, int soundPackets, double soundLevel, int pictures, int width, int height) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RoomReport of(
            RoomLine.State state, Optional<SoundLine.Received> sound, Optional<PictureLine.Received> picture) {
        double level = sound.map(SoundLine.Received::level).orElse(SoundLine.SILENCE);
        return new RoomReport(
                state,
                sound.map(SoundLine.Received::packets).orElse(0),
                Math.round(level * 10) / 10.0,
                picture.map(PictureLine.Received::pictures).orElse(0),
                picture.map(PictureLine.Received::width).orElse(0),
                picture.map(PictureLine.Received::height).orElse(0));
    }

    /** @throws IllegalArgumentException if it is no report */
    static RoomReport parse(String line) {
        try {
            return JSON.readValue(line, RoomReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("report: " + line, e);
        }
    }

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
