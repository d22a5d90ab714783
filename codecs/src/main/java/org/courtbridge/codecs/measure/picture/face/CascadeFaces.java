package org.courtbridge.codecs.measure.picture.face;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.courtbridge.codecs.video.I420Picture;

/**
 * The Haar cascade "alt" that is in OpenCV's jar (Lienhart, Kuranov and Pisarevsky, 2003). It finds upright faces, tilted by 10
 * degrees at most, and hardly ever anything else.
 */
public final class CascadeFaces implements FaceFinder {

    private static final String CASCADE =
            "/org/bytedeco/opencv/linux-x86_64/share/opencv4/haarcascades/haarcascade_frontalface_alt.xml";

    private static final double STEP = 1.1;
    private static final int NEIGHBOURS = 4;

    /** Lines to which pictures are brought: it takes four times as long for twice as many. */
    private static final double LINES = 360;

    /** Of those lines. */
    private static final int SMALLEST = 24;

    /** Its square takes in more than brows to chin. */
    private static final double FACE = 0.8;

    private final CascadeClassifier cascade;

    private CascadeFaces(CascadeClassifier cascade) {
        this.cascade = cascade;
    }

    /** @throws UncheckedIOException if OpenCV's natives are not in the class path */
    public static CascadeFaces open() {
        URL resource = CascadeFaces.class.getResource(CASCADE);
        try {
            if (resource == null) {
                throw new IOException("not in the class path: " + CASCADE);
            }
            return of(Loader.cacheResource(resource).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OpenCV says nothing of a file that it cannot read, and finds nobody by it. */
    static CascadeFaces of(String file) throws IOException {
        OpenCv.prepareCascades();
        CascadeClassifier cascade = new CascadeClassifier(file);
        if (cascade.empty()) {
            cascade.close();
            throw new IOException("no cascade: " + file);
        }
        return new CascadeFaces(cascade);
    }

    @Override
    public List<FaceBox> find(I420Picture picture) {
        List<FaceBox> boxes = new ArrayList<>();
        double scale = Math.max(1, Math.min(picture.width(), picture.height()) / LINES);
        try (Mat rgb = OpenCv.rgb(picture);
                Mat large = new Mat();
                Mat grey = new Mat();
                Size size = new Size(
                        (int) Math.round(picture.width() / scale), (int) Math.round(picture.height() / scale));
                RectVector found = new RectVector();
                Size least = new Size(SMALLEST, SMALLEST);
                Size most = new Size()) {
            opencv_imgproc.cvtColor(rgb, large, opencv_imgproc.COLOR_RGB2GRAY);
            opencv_imgproc.resize(large, grey, size, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_imgproc.equalizeHist(grey, grey);
            cascade.detectMultiScale(grey, found, STEP, NEIGHBOURS, 0, least, most);
            for (long i = 0; i < found.size(); i++) {
                try (Rect square = found.get(i)) {
                    boxes.add(new FaceBox(
                            scale * (square.x() + (1 - FACE) / 2 * square.width()),
                            scale * (square.y() + (1 - FACE) * 0.75 * square.height()),
                            scale * FACE * square.width(),
                            scale * FACE * square.height(),
                            1));
                }
            }
        }
        return boxes;
    }

    /** It knows no face that is tilted by 20 degrees (docs/verdicts.md). */
    @Override
    public boolean isSureOfNone() {
        return false;
    }

    @Override
    public void close() {
        cascade.close();
    }
}
