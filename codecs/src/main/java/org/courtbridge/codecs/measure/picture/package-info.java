/**
 * What can be said of a picture without knowing what it should be like: whether it moves, and whether one sees anything in it.
 * Start at {@link org.courtbridge.codecs.measure.picture.PictureMeter}.
 */
@NullMarked
package org.courtbridge.codecs.measure.picture;

import org.jspecify.annotations.NullMarked;
