package org.courtbridge.benchmarks.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.courtbridge.codecs.measure.picture.face.BlazeFace;
import org.courtbridge.codecs.measure.picture.face.CascadeFaces;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;

/** Compares the models that find faces: by the faces that they find, and by those that they find where there are none. */
public final class FaceFinders {

    private record Placed(String kind, ColourPicture picture, List<double[]> faces) {}

    private static final String[] ROOMS = {"hdr_room.png", "motorcycle_left.png", "coffee.png", "rocket.jpg"};

    public static void main(String[] args) throws Exception {
        Photographs photographs = new Photographs(Path.of(args[0]));
        List<Placed> set = set(photographs);
        Map<String, FaceFinder> finders = new LinkedHashMap<>();
        finders.put("BlazeFace", BlazeFace.of(Files.readAllBytes(Path.of(args[1]))));
        finders.put("Haar cascade", CascadeFaces.open());
        for (Map.Entry<String, FaceFinder> entry : finders.entrySet()) {
            Map<String, int[]> tally = new LinkedHashMap<>();
            long nanos = 0;
            for (Placed placed : set) {
                I420Picture coded = placed.picture.toI420();
                long begun = System.nanoTime();
                List<FaceBox> found = entry.getValue().find(coded);
                nanos += System.nanoTime() - begun;
                int[] counts = tally.computeIfAbsent(placed.kind, kind -> new int[3]);
                int hits = 0;
                for (double[] face : placed.faces) {
                    counts[1]++;
                    boolean hit = found.stream().anyMatch(box -> isAt(box, face));
                    hits += hit ? 1 : 0;
                    counts[0] += hit ? 1 : 0;
                }
                counts[2] += Math.max(0, found.size() - hits);
            }
            System.out.printf("== %s, %.1f ms a picture%n", entry.getKey(), nanos / 1e6 / set.size());
            tally.forEach((kind, counts) ->
                    System.out.printf("%-28s found %d of %d, false %d%n", kind, counts[0], counts[1], counts[2]));
        }
    }

    private static boolean isAt(FaceBox box, double[] face) {
        double x = box.left() + box.width() / 2 - face[0];
        double y = box.top() + box.height() / 2 - face[1];
        return Math.hypot(x, y) < 0.4 * face[2] && box.height() > 0.5 * face[2] && box.height() < 2 * face[2];
    }

    private static List<Placed> set(Photographs photographs) {
        List<Placed> set = new ArrayList<>();
        Random random = new Random(8);
        for (String room : List.of(
                "hdr_room.png",
                "motorcycle_left.png",
                "coffee.png",
                "rocket.jpg",
                "chelsea.png",
                "brick.png",
                "grass.png",
                "gravel.png",
                "text.png",
                "page.png",
                "coins.png",
                "retina.jpg",
                "moon.png",
                "horse.png",
                "clock_motion.png")) {
            for (int i = 0; i < 4; i++) {
                ColourPicture background = photographs.get(room).fitted(640, 360);
                set.add(new Placed(
                        room.equals("hdr_room.png")
                                ? "painted face"
                                : room.equals("chelsea.png") ? "cat" : "no face " + room,
                        i % 2 == 0 ? background : Light.of(background, Light.stops(-2)),
                        List.of()));
                if (i > 0) {
                    set.removeLast();
                    ColourPicture turned = Blur.gaussian(
                            Light.of(background, Light.stops(random.nextDouble(-3, 1))), random.nextDouble(0, 3));
                    set.add(new Placed(
                            room.equals("hdr_room.png")
                                    ? "painted face"
                                    : room.equals("chelsea.png") ? "cat" : "no face " + room,
                            turned,
                            List.of()));
                }
            }
        }
        if (Boolean.getBoolean("empty")) {
            return set;
        }
        for (Portrait portrait : List.of(Portrait.ASTRONAUT, Portrait.HOPPER)) {
            for (double size : new double[] {0.05, 0.08, 0.12, 0.2, 0.3, 0.45, 0.6}) {
                add(set, photographs, portrait, random, "size " + size, size, 0, 0, 0, 0, 8);
            }
            for (double degrees : new double[] {-30, -20, -10, 10, 20, 30}) {
                add(set, photographs, portrait, random, "tilt " + Math.abs(degrees), 0.25, degrees, 0, 0, 0, 4);
            }
            for (double stops : new double[] {-1, -2, -3, -4, -5, 1, 2}) {
                add(set, photographs, portrait, random, "all light " + stops, 0.25, 0, stops, stops, 0, 4);
            }
            for (double stops : new double[] {-1, -2, -3, -4, -5}) {
                add(set, photographs, portrait, random, "face alone light " + stops, 0.25, 0, stops, 1, 0, 4);
            }
            for (double blur : new double[] {1, 2, 3, 4, 6, 8}) {
                add(set, photographs, portrait, random, "blur " + blur, 0.25, 0, 0, 0, blur, 4);
            }
        }
        return set;
    }

    private static void add(
            List<Placed> set,
            Photographs photographs,
            Portrait portrait,
            Random random,
            String kind,
            double size,
            double degrees,
            double stops,
            double roomStops,
            double blur,
            int count) {
        for (int i = 0; i < count; i++) {
            ColourPicture picture =
                    Light.of(photographs.get(ROOMS[i % ROOMS.length]).fitted(640, 360), Light.stops(roomStops));
            double x = random.nextDouble(0.3, 0.7);
            double y = Math.max(size * 0.85, random.nextDouble(0.35, 0.55));
            Placing.of(x, y, size).tilted(degrees).exposed(stops).put(photographs, portrait, picture);
            set.add(new Placed(
                    kind, Blur.gaussian(picture, blur), List.of(new double[] {x * 640, y * 360, size * 360})));
        }
    }
}
