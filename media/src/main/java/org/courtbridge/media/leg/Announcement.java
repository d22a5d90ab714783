package org.courtbridge.media.leg;

/** Words of ours for the ears of one party. Belongs to the tick of the sound from the moment when it is played. */
@FunctionalInterface
public interface Announcement {

    /** Says nothing: what is being said ends. */
    Announcement SILENCE = block -> false;

    /**
     * Says the next 20 ms.
     *
     * @param block of {@link org.courtbridge.codecs.audio.Pcm#BLOCK} samples, full scale -1 to 1, to be filled whole
     * @return false after the end; the block does not matter then
     */
    boolean next(float[] block);
}
