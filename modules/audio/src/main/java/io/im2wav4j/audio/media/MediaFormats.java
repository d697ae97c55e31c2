package io.im2wav4j.audio.media;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats that are read: sounds, videos and pictures that lie in one file. Left out are
 * FFmpeg's readers of lists (concat, DASH, HLS, numbered pictures, VobSub and others), which open
 * the files that a text names, and its subtitles and raw samples, which nearly any file can be
 * taken for.
 */
final class MediaFormats {
  private static final String VIDEO =
      "mov,matroska,avi,mpegts,mpeg,mpegvideo,flv,live_flv,kux,ogg,asf,mxf,nut,ivf,yuv4mpegpipe,"
          + "m4v,h261,h263,h264,hevc,vvc,obu,av1,vc1,dirac,cavsvideo,mjpeg,dv,rm,gxf,wtv,nuv,"
          + "dhav,swf,smjpeg,roq,bink,lmlm4,ifv,ivr,pva,pmp,dnxhd,film_cpk,vividas";

  private static final String SOUND =
      "wav,w64,aiff,au,caf,flac,mp3,aac,loas,ac3,eac3,dts,dtshd,mlp,truehd,amr,amrnb,amrwb,wv,ape,"
          + "tta,tak,mpc,mpc8,shn,osq,dsf,iff,oma,aea,voc,gsm,qcp,xwma,nistsphere,sox,ircam,paf,"
          + "pvf,avr,aax,act,codec2,adx,wve,xa,iamf,qoa,bonk,sln";

  private static final String PICTURES =
      "gif,apng,ico,jpegxl_anim,bmp_pipe,dds_pipe,dpx_pipe,exr_pipe,gif_pipe,hdr_pipe,j2k_pipe,"
          + "jpeg_pipe,jpegls_pipe,jpegxl_pipe,pam_pipe,pbm_pipe,pcx_pipe,pfm_pipe,pgmyuv_pipe,"
          + "pgm_pipe,photocd_pipe,png_pipe,ppm_pipe,psd_pipe,qoi_pipe,sgi_pipe,sunrast_pipe,"
          + "tiff_pipe,webp_pipe,xbm_pipe,xpm_pipe,xwd_pipe";

  /** Names as FFmpeg gives them, with commas. */
  static final String ALL = Stream.of(VIDEO, SOUND, PICTURES).collect(Collectors.joining(","));

  private MediaFormats() {}

  /**
   * A name with the file's extension and nothing else: FFmpeg takes formats from names too, "%03d"
   * for a pattern and "concat:" for a list.
   */
  static String plainName(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return extension.matches("[a-z0-9]{1,8}") ? "file." + extension : "file";
  }
}
