package org.courtbridge.media.video.coded;

import org.courtbridge.codecs.payload.PictureFormat;

/**
 * One whole picture as a party coded it.
 *
 * @param format that the party agreed to code it in
 * @param bytes as {@link org.courtbridge.codecs.payload.PictureDepacketizer} gives them; not to be changed
 * @param keyframe whether it depends on no other
 * @param timestamp RTP's, 90 kHz
 * @param quarterTurns clockwise, 0 to 3, that it needs before it is shown
 * @param playoutTime when it goes with the sound, {@link System#nanoTime}; 0 if it is not known yet
 */
public record CodedPicture(
        PictureFormat format, byte[] bytes, boolean keyframe, long timestamp, int quarterTurns, long playoutTime) {

    /** The same with other octets. */
    public CodedPicture with(byte[] changed) {
        return new CodedPicture(format, changed, keyframe, timestamp, quarterTurns, playoutTime);
    }

    /** The same, to be turned. */
    public CodedPicture turned(int quarters) {
        return new CodedPicture(format, bytes, keyframe, timestamp, quarters, playoutTime);
    }

    /** The same, with that known. */
    public CodedPicture belonging(long when) {
        return new CodedPicture(format, bytes, keyframe, timestamp, quarterTurns, when);
    }
}
