package org.courtbridge.media.bridge;

import org.courtbridge.hearings.LegId;

/**
 * What one party shows, as it can be put somewhere: its camera, or its screen in place of that; or what it presents beside its
 * camera.
 */
record Shot(LegId leg, Kind kind) {

    enum Kind {
        CAMERA,
        CONTENT
    }

    static Shot camera(LegId leg) {
        return new Shot(leg, Kind.CAMERA);
    }

    static Shot content(LegId leg) {
        return new Shot(leg, Kind.CONTENT);
    }

    static Shot of(PictureLayers picture) {
        return new Shot(picture.party().leg().id(), picture.isContent() ? Kind.CONTENT : Kind.CAMERA);
    }

    boolean isContent() {
        return kind == Kind.CONTENT;
    }
}
