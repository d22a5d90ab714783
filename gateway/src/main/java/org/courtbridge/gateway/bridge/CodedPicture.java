package org.courtbridge.gateway.bridge;

import org.courtbridge.codecs.payload.PictureFormat;

/**
 * One whole picture as a party coded it.
 *
 * @param format that the party agreed to code it in
 * @param bytes as {@link org.courtbridge.codecs.payload.PictureDepacketizer} gives them; not to be changed
 * @param keyframe whether it depends on no other
 * @param timestamp RTP's, 90 kHz
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CodedPicture(PictureFormat format, byte[] bytes, boolean keyframe, long timestamp) {}
