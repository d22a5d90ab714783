package org.courtbridge.simulators;

import java.util.Optional;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;

/** The pictures of H.264 that the room receives: decodes them and counts those that it can show. One thread gives packets. */
final class ReceivedPictures implements AutoCloseable {

    private final PictureDecoder decoder = PictureDecoder.h264();
    private final H264Depacketizer depacketizer = new H264Depacketizer();
    private long incomplete;
    private boolean closed;

    private int pictures;
    private int width;
    private int height;

    /** Takes a packet. @return false if a picture has turned out not to be whole, or cannot be decoded */
    boolean push(RtpPacket packet) {
        Optional<byte[]> unit = depacketizer.push(packet);
        boolean shown = unit.isEmpty() || show(unit.get());
        boolean whole = depacketizer.incomplete() == incomplete;
        incomplete = depacketizer.incomplete();
        return shown && whole;
    }

    private boolean show(byte[] unit) {
        Optional<I420Picture> picture;
        synchronized (decoder) {
            picture = closed ? Optional.empty() : decoder.decode(unit);
        }
        picture.ifPresent(this::count);
        return picture.isPresent();
    }

    private synchronized void count(I420Picture picture) {
        pictures++;
        width = picture.width();
        height = picture.height();
    }

    /** Those since the last call, and the size of the last. */
    synchronized PictureLine.Received take() {
        PictureLine.Received received = new PictureLine.Received(pictures, width, height);
        pictures = 0;
        return received;
    }

    @Override
    public void close() {
        synchronized (decoder) {
            closed = true;
            decoder.close();
        }
    }
}
