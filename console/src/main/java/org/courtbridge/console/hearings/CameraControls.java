package org.courtbridge.console.hearings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.console.html.Page;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.leg.LegStatistics;

/**
 * Controls of a room's camera on a page.
 *
 * @param path what to POST to
 * @param party whose camera it is
 * @param held buttons that move the camera as long as they are held
 * @param presets positions that the camera keeps; empty if it keeps none
 */
public record CameraControls(String path, String party, List<Button> held, List<Integer> presets) {

    /**
     * @param step as the form sends it
     * @param sign that the button shows
     * @param words what it does
     */
    public record Button(String step, String sign, String words) {}

    static CameraControls of(Page page, String hearing, HearingState.Seat seat, LegStatistics.Camera camera) {
        List<Button> held = new ArrayList<>();
        if (camera.motions().contains(Motion.PAN)) {
            held.add(button(page, CameraStep.LEFT, "←"));
            held.add(button(page, CameraStep.RIGHT, "→"));
        }
        if (camera.motions().contains(Motion.TILT)) {
            held.add(button(page, CameraStep.UP, "↑"));
            held.add(button(page, CameraStep.DOWN, "↓"));
        }
        if (camera.motions().contains(Motion.ZOOM)) {
            held.add(button(page, CameraStep.ZOOM_IN, "+"));
            held.add(button(page, CameraStep.ZOOM_OUT, "−"));
        }
        return new CameraControls(
                "/hearings/" + hearing + "/parties/" + seat.party() + "/camera",
                seat.party().value(),
                List.copyOf(held),
                IntStream.range(0, Math.min(CameraStep.LAST_PRESET + 1, camera.presets()))
                        .boxed()
                        .toList());
    }

    private static Button button(Page page, CameraStep step, String sign) {
        return new Button(step.name(), sign, page.say("camera." + step, 0));
    }
}
