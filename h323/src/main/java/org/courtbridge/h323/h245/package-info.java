/**
 * H.245 (v16): what a control channel says about media, in three layers.
 *
 * <ul>
 *   <li>The classes that end in {@code Types} are the Recommendation's field tables (Annex A), grouped as its Annex B is;
 *       within a class a type stands before those that use it. {@link org.courtbridge.h323.h245.H245} has the whole
 *       message.
 *   <li>Records such as {@link org.courtbridge.h323.h245.OpenLogicalChannel} are what we act on; {@link
 *       org.courtbridge.h323.h245.ControlMessage} lists the messages.
 *   <li>{@link org.courtbridge.h323.h245.Control} is one end of a channel, made of the signalling entities of Annex C; {@link
 *       org.courtbridge.h323.h245.ChannelChoice} says what is to be opened, and {@link
 *       org.courtbridge.h323.h245.FastStart} opens it within Setup and Connect.
 * </ul>
 *
 * <p>Start at {@link org.courtbridge.h323.h245.Control}.
 */
@NullMarked
package org.courtbridge.h323.h245;

import org.jspecify.annotations.NullMarked;
