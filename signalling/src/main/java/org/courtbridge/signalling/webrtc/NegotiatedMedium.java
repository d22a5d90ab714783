package org.courtbridge.signalling.webrtc;

import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;

/** A medium of the offer that we serve, as negotiated. */
sealed interface NegotiatedMedium permits NegotiatedSound, NegotiatedPicture {

    String mid();

    /** Direction of the medium, seen from us. */
    Direction ours();

    /** Its formats and sources as they stand in the answer; transport and direction are not its affair. */
    MediaDescription answer(MediaDescription offered);
}
