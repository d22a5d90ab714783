package org.courtbridge.codecs.measure.picture.face;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YUV2RGB_I420;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.courtbridge.codecs.video.I420Picture;

/** Common set-up for OpenCV: few of its libraries, one thread, and pictures from ours. */
final class OpenCv {

    /** JavaCPP's property that says which variant of its libraries is loaded, as "-gpu". */
    private static final String VARIANT = "platform.extension";

    private OpenCv() {}

    /**
     * To be called before the first use of OpenCV. A picture a second is no work for several threads, and OpenCV's would outlive the test
     * call. Unless a variant is chosen, JavaCPP takes that for GPUs for possible, and looks for CUDA's 26 libraries, each under several
     * names and in all jars.
     */
    static void prepare() {
        Loader.loadProperties().setProperty(VARIANT, "");
        opencv_core.setNumThreads(1);
    }

    /**
     * To be called before the first use of OpenCV's cascades. JavaCPP would load {@link Unused} with them: highgui wants GTK 2, which
     * is on no server, and without it not even the cascades would be loaded.
     */
    static void prepareCascades() {
        prepare();
        // It has another variant, and only while none is chosen does JavaCPP take all into account.
        Loader.loadProperties().remove(VARIANT);
        Loader.load(Unused.class);
    }

    /**
     * Libraries that JavaCPP's objdetect inherits and OpenCV's does not use: windows, cameras, and files of pictures. JavaCPP goes
     * without a library that it has looked for once and not found. Here it looks for these beside our class, where they are not; the
     * extension, which is nobody's, says that this is no mistake.
     */
    @Properties(
            value =
                    @Platform(
                            extension = "-unused",
                            preload = {
                                "opencv_highgui@.414",
                                "jniopencv_highgui",
                                "opencv_videoio@.414",
                                "jniopencv_videoio",
                                "opencv_imgcodecs@.414",
                                "jniopencv_imgcodecs"
                            }))
    private static final class Unused {}

    /** The picture in red, green and blue, eight bits each. To be closed. */
    static Mat rgb(I420Picture picture) {
        int rows = picture.height() * 3 / 2;
        try (Mat planes = new Mat(rows, picture.width(), opencv_core.CV_8UC1)) {
            BytePointer data = planes.data();
            data.put(picture.luma(), 0, picture.luma().length);
            data.position(picture.luma().length).put(picture.cb(), 0, picture.cb().length);
            data.position(picture.luma().length + picture.cb().length).put(picture.cr(), 0, picture.cr().length);
            Mat rgb = new Mat();
            try {
                cvtColor(planes, rgb, COLOR_YUV2RGB_I420);
            } catch (RuntimeException e) {
                rgb.close();
                throw e;
            }
            return rgb;
        }
    }
}
