//! The modes that block ciphers are used in (NIST SP 800-38A), for reading only.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::common::InnerInit as _;
use aes::cipher::consts::U16;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockSizeUser, InnerIvInit as _, StreamCipherCore};
use ctr::flavors::Ctr128BE;
use zeroize::Zeroizing;

type Buffer = Zeroizing<Vec<u8>>;

/// How one block follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Cbc,
    Ecb,
    /// Whole blocks at a time: OpenSSL encrypts with this also what it was told to encrypt with CFB1 or CFB8.
    Cfb,
    Ofb,
    /// The whole block counts, from its end.
    Ctr,
    /// No mode: the cipher is no block cipher.
    Stream,
}

impl Mode {
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Cbc | Self::Stream => "",
            Self::Ecb => "-ECB",
            Self::Cfb => "-CFB",
            Self::Ofb => "-OFB",
            Self::Ctr => "-CTR",
        }
    }
}

/// None when the padding is wrong, or where the mode is not of this cipher.
pub(super) fn decrypt<C: BlockCipherEncrypt + BlockCipherDecrypt>(cipher: C, mode: Mode, iv: &[u8], buffer: Buffer) -> Option<Buffer> {
    match mode {
        Mode::Cbc => unpad(cbc::Decryptor::inner_iv_slice_init(cipher, iv).ok()?, buffer),
        Mode::Ecb => unpad(ecb::Decryptor::inner_init(cipher), buffer),
        Mode::Cfb => {
            let mut buffer = buffer;
            cfb_mode::BufDecryptor::inner_iv_slice_init(cipher, iv).ok()?.decrypt(&mut buffer);
            Some(buffer)
        }
        Mode::Ofb => xor(ofb::OfbCore::inner_iv_slice_init(cipher, iv).ok()?, buffer),
        Mode::Ctr | Mode::Stream => None,
    }
}

/// The same for ciphers with blocks of 16 bytes, the only ones that are used with a counter.
pub(super) fn decrypt_wide<C>(cipher: C, mode: Mode, iv: &[u8], buffer: Buffer) -> Option<Buffer>
where
    C: BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
{
    match mode {
        Mode::Ctr => xor(ctr::CtrCore::<_, Ctr128BE>::inner_iv_slice_init(cipher, iv).ok()?, buffer),
        _ => decrypt(cipher, mode, iv, buffer),
    }
}

fn unpad(mode: impl BlockModeDecrypt, mut buffer: Buffer) -> Option<Buffer> {
    let length = mode.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len();
    buffer.truncate(length);
    Some(buffer)
}

fn xor(stream: impl StreamCipherCore, mut buffer: Buffer) -> Option<Buffer> {
    stream.try_apply_keystream_partial(buffer.as_mut_slice().into()).ok()?;
    Some(buffer)
}
