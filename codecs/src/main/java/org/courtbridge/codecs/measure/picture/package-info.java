/**
 * No-reference measurement of pictures: whether they move, whether one sees anything in them, and how large, how lit and how
 * sharp the largest face in them is. Start at {@link org.courtbridge.codecs.measure.picture.PictureMeter}.
 */
@NullMarked
package org.courtbridge.codecs.measure.picture;

import org.jspecify.annotations.NullMarked;
