package io.im2wav4j.audio.media;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The decoders that are used: those of cameras, telephones, editors, recorders, broadcasts and the
 * web. Left out are those of games and of screens long gone, subtitles, and those that open a
 * device.
 */
final class MediaCodecs {
  private static final String VIDEO =
      "h261,h263,h263i,h263p,h264,hevc,vvc,mpeg1video,mpeg2video,mpegvideo,mpeg4,msmpeg4v1,"
          + "msmpeg4v2,msmpeg4,wmv1,wmv2,wmv3,vc1,vp3,vp4,vp5,vp6,vp6a,vp6f,vp7,vp8,vp9,libvpx,"
          + "libvpx-vp9,libdav1d,libaom-av1,av1,theora,dirac,snow,cavs,mjpeg,mjpegb,smvjpeg,"
          + "sp5x,amv,ffv1,ffvhuff,huffyuv,utvideo,magicyuv,lagarith,hymt,prores,prores_raw,dnxhd,"
          + "cfhd,apv,hap,dvvideo,rv10,rv20,rv30,rv40,rv60,svq1,svq3,flv,flashsv,flashsv2,indeo2,"
          + "indeo3,indeo4,indeo5,cinepak,msvideo1,msrle,qtrle,rpza,smc,8bps,rawvideo,v210,v210x,"
          + "v308,v408,v410,r10k,r210,avrp,avui,yuv4,y41p,cljr,cyuv,zlib,mszh,camtasia,tscc2,"
          + "camstudio,fraps,zmbv,vmnc,g2m,aic,hq_hqa,hqx,mss1,mss2,mvdv,pixlet,speedhq,vble,roqvideo,binkvideo,nuv,"
          + "bitpacked,wrapped_avframe";

  private static final String SOUND =
      "aac,aac_latm,ac3,eac3,dca,mlp,truehd,mp1float,mp1,mp2float,mp2,mp3float,mp3,mp3adufloat,"
          + "mp3adu,mp3on4float,mp3on4,als,alac,flac,vorbis,opus,libopus,speex,libspeex,wavpack,"
          + "ape,tta,tak,mpc7,mpc8,shorten,osq,ralf,bonk,wmav1,wmav2,wmapro,wmalossless,wmavoice,"
          + "atrac1,atrac3,atrac3al,atrac3plus,atrac3plusal,atrac9,amrnb,amrwb,libopencore_amrnb,"
          + "libopencore_amrwb,gsm,gsm_ms,ilbc,evrc,qcelp,g722,g723_1,g726,g726le,g728,g729,sbc,"
          + "aptx,aptx_hd,cook,sipr,real_144,real_288,qdm2,qdmc,mace3,mace6,nellymoser,truespeech,"
          + "msnsiren,siren,imc,iac,twinvq,metasound,dvaudio,s302m,dsd_lsbf,dsd_msbf,"
          + "dsd_lsbf_planar,dsd_msbf_planar,dst,qoa,8svx_exp,8svx_fib,hca,"
          + "binkaudio_dct,binkaudio_rdft,roq_dpcm,dolby_e,comfortnoise";

  private static final String SAMPLES =
      "pcm_alaw,pcm_mulaw,pcm_vidc,pcm_bluray,pcm_dvd,pcm_f16le,pcm_f24le,pcm_f32be,pcm_f32le,"
          + "pcm_f64be,pcm_f64le,pcm_lxf,pcm_s8,pcm_s8_planar,pcm_s16be,pcm_s16be_planar,"
          + "pcm_s16le,pcm_s16le_planar,pcm_s24be,pcm_s24daud,pcm_s24le,pcm_s24le_planar,"
          + "pcm_s32be,pcm_s32le,pcm_s32le_planar,pcm_s64be,pcm_s64le,pcm_u8,pcm_u16be,pcm_u16le,"
          + "pcm_u24be,pcm_u24le,pcm_u32be,pcm_u32le,sdx2_dpcm,adpcm_adx,adpcm_ea_maxis_xa,adpcm_ct,"
          + "adpcm_ima_amv,adpcm_ima_oki,adpcm_ima_qt,adpcm_ima_smjpeg,adpcm_ima_wav,"
          + "adpcm_ima_xbox,adpcm_ms,adpcm_sanyo,adpcm_sbpro_2,adpcm_sbpro_3,adpcm_sbpro_4,"
          + "adpcm_swf,adpcm_xa,adpcm_yamaha";

  private static final String PICTURES =
      "png,apng,gif,bmp,tiff,webp,jpeg2000,jpegls,libjxl,libjxl_anim,pam,pbm,pgm,pgmyuv,ppm,pfm,"
          + "phm,pcx,psd,qoi,sgi,sunrast,targa,dds,dpx,exr,hdr,photocd,xbm,xpm,xwd";

  /** Names as FFmpeg gives them, with commas. */
  static final String ALL =
      Stream.of(VIDEO, SOUND, SAMPLES, PICTURES).collect(Collectors.joining(","));

  private MediaCodecs() {}

  /**
   * An open decoder, which the caller frees; null where there is none that is used.
   *
   * @param unit of the time stamps of its packets
   * @param threads 0: as many as there are processors
   */
  static AVCodecContext open(AVCodecParameters parameters, AVRational unit, int threads) {
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      return null;
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    AVDictionary options = options();
    boolean copied = avcodec.avcodec_parameters_to_context(context, parameters) >= 0;
    if (unit != null) {
      context.pkt_timebase(unit);
    }
    context.thread_count(threads);
    boolean opened = copied && avcodec.avcodec_open2(context, codec, options) >= 0;
    avutil.av_dict_free(options);
    if (!opened) {
      avcodec.avcodec_free_context(context);
      return null;
    }
    return context;
  }

  /** What holds for each decoder; the caller frees it. */
  static AVDictionary options() {
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "codec_whitelist", ALL, 0);
    avutil.av_dict_set_int(options, "max_pixels", MediaLimits.current().picturePixels(), 0);
    return options;
  }
}
