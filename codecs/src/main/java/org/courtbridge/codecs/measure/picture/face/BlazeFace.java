package org.courtbridge.codecs.measure.picture.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromTFLite;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.courtbridge.codecs.video.I420Picture;

/**
 * The short-range face model of MediaPipe (BlazeFace, arXiv:1907.05047): a network that looks at 128×128 pixels and says for
 * each of 896 places how surely a face is there, and where its edges are.
 *
 * <p>As a face of a tenth of the picture's height is a handful of such pixels, the picture is looked at as a whole and in
 * squares of its shorter side, which overlap, and if there is no face, in squares of half of that. Wherever it says that there
 * is one, it is asked again twice with that place in the middle, as the model takes all kinds of things for faces once in a
 * while, but rarely at three scales.
 */
public final class BlazeFace implements FaceFinder {

    private static final int SIDE = 128;
    private static final int PLACES = 896;
    private static final int FIGURES = 16;

    /** From this confidence on a place is looked at again; MediaPipe's own limit. */
    private static final double CANDIDATE = 0.5;

    /** From this mean of two more looks on it is a face. */
    private static final double SURE = 0.7;

    /** Sides of the squares of those two looks, in sides of the face. */
    private static final double NEAR = 2.2;

    private static final double FAR = 3.2;

    /** A ribbon of a picture would have hundreds of squares; 32:9 has 12 of half its height. */
    private static final int MOST_STEPS = 12;

    /** Two that share more than this are one face. */
    private static final double SAME = 0.3;

    private final Net net;
    private final StringVector outputs;
    private final double sure;

    private BlazeFace(Net net, double sure) {
        this.net = net;
        this.outputs = net.getUnconnectedOutLayersNames();
        this.sure = sure;
    }

    /**
     * @param model face_detection_short_range.tflite
     * @throws RuntimeException if it is no such model
     */
    public static BlazeFace of(byte[] model) {
        return of(model, SURE);
    }

    static BlazeFace of(byte[] model, double sure) {
        OpenCv.prepare();
        try (BytePointer bytes = new BytePointer(model)) {
            return new BlazeFace(readNetFromTFLite(bytes, model.length), sure);
        }
    }

    @Override
    public List<FaceBox> find(I420Picture picture) {
        try (Mat rgb = OpenCv.rgb(picture)) {
            List<FaceBox> faces = confirmed(rgb, large(rgb));
            return faces.isEmpty() ? confirmed(rgb, small(rgb)) : faces;
        }
    }

    private List<FaceBox> large(Mat rgb) {
        List<FaceBox> found = new ArrayList<>();
        look(rgb, 0, 0, Math.max(rgb.cols(), rgb.rows()), CANDIDATE, found);
        squares(rgb, Math.min(rgb.cols(), rgb.rows()), found);
        return found;
    }

    private List<FaceBox> small(Mat rgb) {
        List<FaceBox> found = new ArrayList<>();
        squares(rgb, Math.min(rgb.cols(), rgb.rows()) / 2, found);
        return found;
    }

    private void squares(Mat rgb, int side, List<FaceBox> found) {
        for (int top : steps(rgb.rows(), side)) {
            for (int left : steps(rgb.cols(), side)) {
                look(rgb, left, top, side, CANDIDATE, found);
            }
        }
    }

    private List<FaceBox> confirmed(Mat rgb, List<FaceBox> candidates) {
        List<FaceBox> confirmed = new ArrayList<>();
        for (FaceBox candidate : distinct(candidates)) {
            Optional<FaceBox> near = again(rgb, candidate, NEAR);
            Optional<FaceBox> far = near.flatMap(box -> again(rgb, box, FAR));
            if (far.isPresent()) {
                double confidence = (near.get().confidence() + far.get().confidence()) / 2;
                if (confidence >= sure) {
                    FaceBox box = near.get();
                    confirmed.add(new FaceBox(box.left(), box.top(), box.width(), box.height(), confidence));
                }
            }
        }
        return distinct(confirmed);
    }

    /** Looks once more, with the candidate in the middle. @param around how many of its sides are looked at */
    private Optional<FaceBox> again(Mat rgb, FaceBox candidate, double around) {
        int side = (int) Math.round(around * Math.max(candidate.width(), candidate.height()));
        if (side < 16) {
            return Optional.empty();
        }
        int left = (int) Math.round(candidate.left() + (candidate.width() - side) / 2);
        int top = (int) Math.round(candidate.top() + (candidate.height() - side) / 2);
        List<FaceBox> found = new ArrayList<>();
        look(rgb, left, top, side, CANDIDATE, found);
        return found.stream()
                .filter(box -> box.overlap(candidate) > SAME)
                .max(Comparator.comparingDouble(FaceBox::confidence));
    }

    /** Returns the beginnings of squares that cover a length; with gaps between them if there would be too many. */
    static List<Integer> steps(int length, int side) {
        int needed = length <= side ? 1 : (int) Math.ceil((length - side) / (side * 0.6)) + 1;
        int count = Math.min(needed, MOST_STEPS);
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(count == 1 ? 0 : (int) Math.round((double) (length - side) * i / (count - 1)));
        }
        return steps;
    }

    /** Looks at a square, of which what lies outside of the picture is black. */
    private void look(Mat rgb, int left, int top, int side, double least, List<FaceBox> found) {
        int x = Math.max(left, 0);
        int y = Math.max(top, 0);
        int columns = Math.min(left + side, rgb.cols()) - x;
        int rows = Math.min(top + side, rgb.rows()) - y;
        if (columns <= 0 || rows <= 0) {
            return;
        }
        try (Rect area = new Rect(x, y, columns, rows);
                Mat part = new Mat(rgb, area);
                Mat square = new Mat();
                Mat small = new Mat();
                Scalar black = new Scalar(0, 0, 0, 0);
                Scalar mean = new Scalar(127.5, 127.5, 127.5, 0);
                Size size = new Size(SIDE, SIDE);
                MatVector said = new MatVector()) {
            copyMakeBorder(
                    part,
                    square,
                    y - top,
                    top + side - y - rows,
                    x - left,
                    left + side - x - columns,
                    BORDER_CONSTANT | BORDER_ISOLATED,
                    black);
            resize(square, small, size, 0, 0, side > SIDE ? INTER_AREA : INTER_LINEAR);
            try (Mat blob = blobFromImage(small, 1 / 127.5, size, mean, false, false, CV_32F)) {
                net.setInput(blob);
                net.forward(said, outputs);
            }
            read(said, left, top, side, least, found);
        }
    }

    private void read(MatVector said, int left, int top, int side, double least, List<FaceBox> found) {
        try (Mat scores = said.get(0);
                Mat boxes = said.get(1)) {
            FloatPointer score = new FloatPointer(scores.data());
            FloatPointer box = new FloatPointer(boxes.data());
            for (int place = 0; place < PLACES; place++) {
                double confidence = 1 / (1 + Math.exp(-score.get(place)));
                if (confidence >= least) {
                    double x = centreX(place) + box.get((long) place * FIGURES) / SIDE;
                    double y = centreY(place) + box.get((long) place * FIGURES + 1) / SIDE;
                    double width = box.get((long) place * FIGURES + 2) / SIDE;
                    double height = box.get((long) place * FIGURES + 3) / SIDE;
                    found.add(new FaceBox(
                            left + (x - width / 2) * side,
                            top + (y - height / 2) * side,
                            width * side,
                            height * side,
                            confidence));
                }
            }
        }
    }

    /** The first 512 places are two for each cell of 16×16, the rest six for each of 8×8. */
    private static double centreX(int place) {
        return place < 512 ? (place / 2 % 16 + 0.5) / 16 : ((place - 512) / 6 % 8 + 0.5) / 8;
    }

    private static double centreY(int place) {
        return place < 512 ? (place / 2 / 16 + 0.5) / 16 : ((place - 512) / 6 / 8 + 0.5) / 8;
    }

    private static List<FaceBox> distinct(List<FaceBox> found) {
        found.sort(Comparator.comparingDouble(FaceBox::confidence).reversed());
        List<FaceBox> kept = new ArrayList<>();
        for (FaceBox box : found) {
            if (kept.stream().noneMatch(other -> other.overlap(box) > SAME)) {
                kept.add(box);
            }
        }
        return kept;
    }

    @Override
    public boolean isSureOfNone() {
        return true;
    }

    @Override
    public void close() {
        outputs.close();
        net.close();
    }
}
