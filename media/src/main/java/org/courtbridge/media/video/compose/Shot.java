package org.courtbridge.media.video.compose;

import org.courtbridge.hearings.LegId;
import org.courtbridge.media.video.receive.SimulcastReceiver;

/**
 * A picture of one party, as it can be put into a composition: its camera, or its screen in place of that; or what it presents
 * beside its camera.
 */
public record Shot(LegId leg, Kind kind) {

    enum Kind {
        CAMERA,
        CONTENT
    }

    public static Shot camera(LegId leg) {
        return new Shot(leg, Kind.CAMERA);
    }

    public static Shot content(LegId leg) {
        return new Shot(leg, Kind.CONTENT);
    }

    public static Shot of(SimulcastReceiver picture) {
        return new Shot(picture.party().leg().id(), picture.isContent() ? Kind.CONTENT : Kind.CAMERA);
    }

    public boolean isContent() {
        return kind == Kind.CONTENT;
    }
}
