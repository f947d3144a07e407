# Writes small pictures of every kind and what TensorFlow and Keras make of them.
import os, struct, sys
os.environ['CUDA_VISIBLE_DEVICES']=''; os.environ['TF_CPP_MIN_LOG_LEVEL']='3'
import numpy as np, tensorflow as tf
from PIL import Image
from keras.src.utils.image_dataset_utils import _load_image_tf
out=sys.argv[1]; os.makedirs(out,exist_ok=True)
H,W=11,14
y,x=np.mgrid[0:H,0:W]
rng=np.random.RandomState(7)
rgb=np.stack([x*18, y*23, (x*y*5)%256],-1).astype(np.uint8)
rgb[3:6,4:8]=rng.randint(0,256,(3,4,3))
gray=(x*11+y*9).astype(np.uint8)
alpha=((x+y)*10).astype(np.uint8)
def save(name,im,**k): im.save(os.path.join(out,name),**k)
save('gray.png',Image.fromarray(gray)); save('rgb.png',Image.fromarray(rgb))
save('rgba.png',Image.fromarray(np.dstack([rgb,alpha])))
save('gray-alpha.png',Image.fromarray(np.dstack([gray,alpha]),'LA'))
save('one-bit.png',Image.fromarray(gray>100))
save('palette.png',Image.fromarray(rgb).quantize(16))
p=Image.fromarray(rgb).quantize(16); save('palette-alpha.png',p,transparency=bytes(range(0,256,16)))
save('gray-16.png',Image.fromarray((gray.astype(np.uint16)*257+rng.randint(-90,90,gray.shape)).clip(0,65535).astype(np.uint16)))
import zlib
def png(name,w,h,depth,kind,rows,interlace=0,extra=b''):
    def chunk(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
    open(os.path.join(out,name),'wb').write(b'\x89PNG\r\n\x1a\n'+chunk(b'IHDR',struct.pack('>IIBBBBB',w,h,depth,kind,0,0,interlace))+extra+chunk(b'IDAT',zlib.compress(rows,9))+chunk(b'IEND',b''))
r16=(rgb.astype(np.uint32)*257+rng.randint(-90,90,rgb.shape)).clip(0,65535).astype('>u2')
png('rgb-16.png',W,H,16,2,b''.join(b'\0'+r16[i].tobytes() for i in range(H)))
gama=struct.pack('>I',4)+b'gAMA'+struct.pack('>I',100000)+struct.pack('>I',zlib.crc32(b'gAMA'+struct.pack('>I',100000)))
png('gamma.png',W,H,8,2,b''.join(b'\0'+rgb[i].tobytes() for i in range(H)),extra=gama)
passes=[(0,0,8,8),(4,0,8,8),(0,4,4,8),(2,0,4,4),(0,2,2,4),(1,0,2,2),(0,1,1,2)]
d=b''
for x0,y0,dx,dy in passes:
    s=rgb[y0::dy,x0::dx]
    if s.size: d+=b''.join(b'\0'+s[i].tobytes() for i in range(s.shape[0]))
png('interlaced.png',W,H,8,2,d,interlace=1)
save('gray.jpg',Image.fromarray(gray),quality=85)
save('rgb.jpg',Image.fromarray(rgb),quality=85)
save('progressive.jpg',Image.fromarray(rgb),quality=90,progressive=True,subsampling=0)
cmyk=np.dstack([255-rgb,(gray//2)]); save('inks.jpg',Image.fromarray(cmyk,'CMYK'),quality=90)
b=open(os.path.join(out,'inks.jpg'),'rb').read(); i=b.index(b'\xff\xee'); n=struct.unpack('>H',b[i+2:i+4])[0]
open(os.path.join(out,'inks-plain.jpg'),'wb').write(b[:i]+b[i+2+n:])
ex=Image.Exif(); ex[0x112]=6; save('turned.jpg',Image.fromarray(rgb),quality=85,exif=ex)
T={}
for f in sorted(os.listdir(out)):
    if not f.endswith(('png','jpg')): continue
    data=tf.io.read_file(os.path.join(out,f))
    for c in (1,3,4):
        try: T[f'{f}/{c}']=tf.image.decode_image(data,channels=c,expand_animations=False).numpy()
        except Exception as e: print(f,c,str(e)[:90])
for m in ('bilinear','nearest','bicubic','area','lanczos3','lanczos5','gaussian','mitchellcubic'):
    for s in ((7,9),(20,31),(11,14),(5,30)):
        for mode in ('stretch','crop','pad'):
            # Keras' own crop knows neither of the two.
            if mode=='crop' and m in ('gaussian','mitchellcubic'): continue
            a=_load_image_tf(os.path.join(out,'rgb.png'),s,3,m,'channels_last',mode=='crop',mode=='pad').numpy()
            T[f'resize/{m}/{s[0]}x{s[1]}/{mode}']=a
import json
def dump(path,T):
    hdr={};off=0;blob=b''
    for k in sorted(T):
        a=np.ascontiguousarray(T[k]); t={'float32':'F32','uint8':'U8'}[str(a.dtype)]
        hdr[k]={'dtype':t,'shape':list(a.shape),'data_offsets':[off,off+a.nbytes]}; off+=a.nbytes; blob+=a.tobytes()
    h=json.dumps(hdr,separators=(',',':')).encode(); h+=b' '*(-len(h)%8)
    open(path,'wb').write(struct.pack('<Q',len(h))+h+blob)
dump(os.path.join(out,'expected.safetensors'),T)
print({k:(str(v.dtype)) for k,v in T.items() if 'resize' in k and '7x9' in k})
