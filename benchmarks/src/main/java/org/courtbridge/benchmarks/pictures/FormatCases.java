package org.courtbridge.benchmarks.pictures;

import static org.courtbridge.benchmarks.pictures.PictureCase.Group.NORMAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.CIF;
import static org.courtbridge.benchmarks.pictures.PictureCases.HEIGHT;
import static org.courtbridge.benchmarks.pictures.PictureCases.RATE;
import static org.courtbridge.benchmarks.pictures.PictureCases.USUAL;
import static org.courtbridge.benchmarks.pictures.PictureCases.WIDTH;
import static org.courtbridge.codecs.video.PictureCoding.H261;
import static org.courtbridge.codecs.video.PictureCoding.H263;
import static org.courtbridge.codecs.video.PictureCoding.H264;
import static org.courtbridge.codecs.video.PictureCoding.VP8;

import java.util.List;
import java.util.Set;
import org.courtbridge.provisioning.testcall.PictureSubject;

/** Codecs, sizes, bars and turned telephones: no fault. */
final class FormatCases {

    private FormatCases() {}

    static void addTo(PictureCases cases, Places places) {
        cases.normal("H.263 CIF", "384 kbit/s", () -> Film.of(places.usual(352, 288), RATE), CIF);
        cases.normal("H.263 4CIF", "1.5 Mbit/s", () -> Film.of(places.usual(704, 576), RATE), Wire.of(H263, 1_500));
        cases.normal("H.261 CIF", "512 kbit/s", () -> Film.of(places.usual(352, 288), RATE), Wire.of(H261, 512));
        cases.normal(
                "1080p H.264",
                "2.5 Mbit/s",
                () -> Film.of(
                        places.person(places.room(1_920, 1_080), Portrait.HOPPER, Placing.of(0.5, 0.48, 0.3)), RATE),
                Wire.of(H264, 2_500));
        cases.normal("VP8 at a low rate", "10 a second", () -> Film.of(places.usual(640, 360), 10), Wire.of(VP8, 300));
        cases.normal("VP8 VGA", "4:3", () -> Film.of(places.usual(640, 480), RATE), Wire.of(VP8, 600));
        cases.normal("H.264 360p", "400 kbit/s", () -> Film.of(places.usual(640, 360), RATE), Wire.of(H264, 400));
        cases.normal(
                "CIF scaled up",
                "H.263 CIF to 720p",
                () -> Film.of(places.usual(352, 288), RATE),
                CIF.scaled(880, 720));
        cases.normal(
                "letterboxed",
                "16:9 in 4:3",
                () -> Film.of(places.usual(640, 360).within(640, 480), RATE),
                Wire.of(VP8, 600));
        cases.normal(
                "pillar-boxed",
                "4:3 in 16:9",
                () -> Film.of(places.usual(960, 720).within(WIDTH, HEIGHT), RATE),
                USUAL);
        cases.normal("phone held portrait", "720×1280", () -> Film.of(portrait(places), RATE), USUAL);
        cases.add(new PictureCase(
                NORMAL,
                "phone held portrait, turned",
                "coded lying",
                () -> Film.of(lying(places), RATE),
                USUAL,
                1,
                PictureSubject.PERSON,
                List.of(),
                Set.of()));
        cases.normal(
                "portrait in the middle",
                "9:16 in 16:9",
                () -> Film.of(places.usual(404, 720).within(WIDTH, HEIGHT), RATE),
                USUAL);
    }

    private static Scene portrait(Places places) {
        return places.person(places.room(720, 1_280), Portrait.HOPPER, Placing.of(0.5, 0.4, 0.25));
    }

    /** Turned anticlockwise, as a phone codes what it is to be turned clockwise. */
    private static Scene lying(Places places) {
        return portrait(places).map(picture -> {
            ColourPicture turned = new ColourPicture(picture.height, picture.width);
            for (int plane = 0; plane < 3; plane++) {
                for (int i = 0; i < picture.width * picture.height; i++) {
                    int x = i % picture.width;
                    int y = i / picture.width;
                    turned.planes[plane][(picture.width - 1 - x) * picture.height + y] = picture.planes[plane][i];
                }
            }
            return turned;
        });
    }
}
