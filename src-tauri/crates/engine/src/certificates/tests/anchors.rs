//! The embedded authorities, held against the dossier.

use aws_lc_rs::digest;

use crate::certificates::authorities::{Authority, Purpose, Tree, all};
use crate::certificates::hex;

/// certificates.md 16 no 45: in number and by SHA-256, of the certificate and of its key, as section 4 writes them.
#[test]
fn every_anchor_is_the_dossier_s() {
    let mut embedded: Vec<(&str, &str, String)> = all()
        .iter()
        .map(|one| (one.name.as_str(), one.sha256.as_str(), hex(digest::digest(&digest::SHA256, &one.spki).as_ref())))
        .collect();
    let mut expected: Vec<(&str, &str, String)> =
        SECTION_4.iter().map(|(name, sha256, spki)| (*name, *sha256, (*spki).to_owned())).collect();
    embedded.sort_unstable();
    expected.sort_unstable();
    assert_eq!(embedded, expected);
}

/// Its recommended sets.
#[test]
fn what_is_accepted_is_the_dossier_s() {
    let set = |tree: Option<Tree>, purposes: &[Purpose]| {
        let is_in = |one: &&Authority| tree.is_none_or(|tree| tree == one.environment) && purposes.contains(&one.purpose);
        let mut starts: Vec<&str> = all().iter().filter(is_in).map(|one| &one.sha256[..8]).collect();
        starts.sort_unstable();
        starts.join(" ")
    };
    let production = "0ef5cedc 318aa99d 45e05831 5ad1a2b5 ab936dfd c49c350e edf7ebbc f8c16c6b";
    assert_eq!(set(Some(Tree::Production), &[Purpose::Enterprise]), production);
    assert_eq!(set(Some(Tree::Test), &[Purpose::Enterprise]), "2a847582 2c9e0ec1 2f36956b 52a09cf1 760637a0 94bb0e87 97ea3902 b761abd7");
    let refused = "105b55e8 25f19ea5 400a00e9 4501b895 566688d2 877ac0e9 8a345a06 994de179 b7b12b17 bed76791 c3791210 c943a6c1 cd9c515e \
                   fa55a7ed ff91a738";
    assert_eq!(set(None, &[Purpose::Person, Purpose::Retired]), refused);
}

#[test]
fn the_accepted_issuing_authorities_are_the_dossiers() {
    let issuing = |tree| {
        let mut names: Vec<&str> = all()
            .iter()
            .filter(|authority| authority.environment == tree && authority.purpose == Purpose::Enterprise && !authority.self_signed)
            .map(|authority| authority.name.as_str())
            .collect();
        names.sort_unstable();
        names
    };
    assert_eq!(
        issuing(Tree::Production),
        ["Buypass Class 3 CA 3", "Buypass Class 3 CA G2 HT Business", "Buypass Class 3 CA G2 ST Business", "Commfides Legal Person - G3"]
    );
    assert_eq!(
        issuing(Tree::Test),
        [
            "Buypass Class 3 Test4 CA 3",
            "Buypass Class 3 Test4 CA G2 HT Business",
            "Buypass Class 3 Test4 CA G2 ST Business",
            "Commfides Legal Person - G3 - TEST"
        ]
    );
}

/// Name, SHA-256 of the certificate, SHA-256 of its SubjectPublicKeyInfo.
const SECTION_4: [(&str, &str, &str); 31] = [
    (
        "Buypass Class 3 Root CA",
        "edf7ebbca27a2a384d387b7d4010c666e2edb4843e4c29b4ae1d5b9332e6b24d",
        "b03d87b056d08cc9d4e675ef19ca83ab53532168a8258598be72e6d85c7dd7c1",
    ),
    (
        "Buypass Class 3 CA 3",
        "c49c350e5a8205e063e74c554a994335b8435c996527d4ef1a2b0c7b51584b2d",
        "6f64eaae13b71ec4368474d0076de24270002f5dbb2e55aa7772ff220be04ed9",
    ),
    (
        "Buypass Class 3 CA 1",
        "b7b12b171f821daa990cd0fe5087b128448ba8e5184f84c51e02b5c8fb962b24",
        "3a803e7c0a43a29fd73672e3d0bb2c3653d948ede0b3cb1db4ce75a857e89af1",
    ),
    (
        "Buypass Class 3 Root CA G2 ST",
        "f8c16c6b4fd45cb0672e16582b8805f1cafd0c48d866f4ed895b30e352a9faa6",
        "b5af36336e1b535fe61033568f4cc9e57dc5830f25fedbe62fe1ce7c34992567",
    ),
    (
        "Buypass Class 3 CA G2 ST Business",
        "45e05831cddac1f2b96dc8ca54620834c87649e9ffd3b26d7dad2ad07f807232",
        "d217878a979e1aaa2ef8144658a5740264a763f4c09ddebafae4234651e3bf08",
    ),
    (
        "Buypass Class 3 Root CA G2 HT",
        "ab936dfd7f171d3a3cbd08f9bebdc3f3baaabaa79df6a908f8a7b0128627f187",
        "b96a586ba7557010d5501fe2ecc045b9dbf99c1d5bf9ee9403855a277ad16f0a",
    ),
    (
        "Buypass Class 3 CA G2 HT Business",
        "0ef5cedce44265b112785b359a21141e20f553aada4c579404617b5ca6046be9",
        "c69f2e0e16527091b877b6a681525a539a3821c2ec474d5b8ebd779e86571646",
    ),
    (
        "Buypass Class 3 CA G2 HT Person",
        "994de1799320be8340f86683709bf9cae4284838c6f0aabe3a46d99adb009b51",
        "7cc8490aefc33dcca08225d78fa7604a8ab3fdbf1713a30a106ccf0f6cce1021",
    ),
    (
        "Buypass Class 3 Test4 Root CA",
        "2a8475824d9ba398170031b9b398222f857a59bdc5cc3b49005eafdb55955da4",
        "a272864baeac579dc1c8c5e8aa7e64b66e854ed8474c4c0117ded4a6f635c199",
    ),
    (
        "Buypass Class 3 Test4 CA 3",
        "b761abd7a4c478b33be382be511943c20e50950b3b2899875a692e1bef2bdc1b",
        "f4b32b4ca2cf4347be133e6a2bfc5ee4624da7dda5e3666cc5ae85e1df2723b9",
    ),
    (
        "Buypass Class 3 Test4 CA 1",
        "fa55a7edd6c26071bc64ec3f3e20dd8f0d7cb681ffe2f9a3acb8136206370a3f",
        "5fd04b07bfc770d739afd07edec0902678fb19537cf4119c5214c3bf21301a06",
    ),
    (
        "Buypass Class 3 Test4 CA 1",
        "8a345a066acc64e8e8bf1687ae43372efafa8135cd433365484ea15c578ae011",
        "5fd04b07bfc770d739afd07edec0902678fb19537cf4119c5214c3bf21301a06",
    ),
    (
        "Buypass Class 3 Test4 Root CA G2 ST",
        "760637a0f7da3a3876f601f96b8cf2ceb4fef80b76bd6f052e7bcb0041da350d",
        "aee07614fe4a4ba418d38d69dd1956b0c961252e420c132d5daf2adf8a44696e",
    ),
    (
        "Buypass Class 3 Test4 CA G2 ST Business",
        "2f36956beb4de4907a3a0fb09437d7d532f4a12504473a00c12ceb028df54a28",
        "831a84d9465309ce075fb5359056dcb336bdf206422ebc9fd1925fb1f0fc6e80",
    ),
    (
        "Buypass Class 3 Test4 Root CA G2 HT",
        "52a09cf14587d7a5be5f3dc64754125822faeea5d75d15fd961e63c6f63d3f70",
        "15c683809decb5bd54fcf41e491d0784f229b5b09b1353bce6e1330549fa3277",
    ),
    (
        "Buypass Class 3 Test4 CA G2 HT Business",
        "2c9e0ec146f148eda7c5dd05559ccd2261e0c0d66f638864fae21c7756de7210",
        "f1a09aec0eb5742b26598f6667bce791e478b21782d38e3a845011ff4ba21bab",
    ),
    (
        "Buypass Class 3 Test4 CA G2 HT Person",
        "25f19ea556e2f065613c6df961cfdacf0a92f1c29c643571af38d5cb62703a32",
        "e72337ad7870f284109150db674d4f0bffc197b9be9188df3b5255b4614f2ba2",
    ),
    (
        "CPN RootCA SHA256 Class 3",
        "c37912106489b99ed93dba644dfe6b95c2735339742bec01934ad4f62ac278f3",
        "72245680c691815fa5df7dc9420ada6945c617b1606d08388993b00c80a65a65",
    ),
    (
        "CPN Enterprise SHA256 CLASS 3",
        "400a00e96d00edc0beb13ce2782ba67e49de6076b927844e31b782695500619d",
        "9896b3a2329b35d4145c1e0dbe4dfa5060b99ca0239e605b430b0afa73ef91d2",
    ),
    (
        "CPN Person High SHA256 CLASS 3",
        "cd9c515e31ac87fc1e712ff0f70c4875a1f6ec61399e26d57a99bc46a1d13f10",
        "a79ecaefc1e32e9904e92daa3c4a290ad98b3086d7bfd4b7c5ec4ed862c6a6c3",
    ),
    (
        "Commfides Root CA - G3",
        "5ad1a2b5dae0ce7daeb4d15e3676002da387ed852c1667b1a80543c474a41ec7",
        "6f606fc5c283bfaceb9ca6cf5d6910eb8043e4d758f7a451604b3ed7d6daf3a5",
    ),
    (
        "Commfides Legal Person - G3",
        "318aa99dfbe3d5cf10bf1e3a5e8bd921d55c68a70901dadc2cb6ed77ac363501",
        "1d0e69cabfcfdd846de6cf6816d6bfea436ccac355acb69815b2559ffa411f28",
    ),
    (
        "Commfides Natural Person - G3",
        "ff91a738cab7bbe1bcd84c26d8c27739e0ec2f4a8ec1779546171962690d4046",
        "e8d81ec559b105712754250c3647147c9f8c3e6afb5d295ea7a275f4a036ffb0",
    ),
    (
        "CPN Root SHA256 CA - TEST",
        "4501b8951a592e25a0cfe1437f93a0773d249f08f1cb7693a232c79962df0013",
        "81ddd62187d9d5a35e49b0d51feab884750026e43fd6892f2aea0307a4f5a2fb",
    ),
    (
        "Commfides CPN Enterprise-Norwegian SHA256 CA - TEST",
        "877ac0e994622030890715ff21efd120cf8720c9a9bb999062c60a36aa66b4a6",
        "5ffdff70eeffea2bddecfd81813695afdeb217a76e5f512f1e901065dff0877c",
    ),
    (
        "Commfides CPN Enterprise-Norwegian SHA256 CA - TEST",
        "bed76791d1aa4319609dfcf4f0bbc3900e1b82003c42731e42e0bf0c208b09b5",
        "9a37bc740eebebe9dce1f8f9f6cc51df8bf0bb28e3c12d3bd77fc806c65db8c4",
    ),
    (
        "Commfides CPN Enterprise-Norwegian SHA256 CA - TEST2",
        "566688d20da741f3b2ab0ba8885ff552da0320c1ce742e445f448d29e201a43b",
        "e549ff2f261c6c41b4e85b959491d43d67867b3ee02cb65839dc752969ef4a28",
    ),
    (
        "Commfides CPN Person-High SHA256 CA - TEST",
        "c943a6c1c728914d61f8983cccc13b94dd6bcccfe5d1d133c29be6ea2320cf7d",
        "67da86e564569d507aa508f58da9e3fff4b678bf49813f1fe083e08f7ea1acc1",
    ),
    (
        "Commfides Root CA - G3 - TEST",
        "97ea39029d946583d44539519a1f2cae4a40f9733d17dac18457246af5654325",
        "a51595df1dedb000134e57c377d8c7c70d7c62380b3855c988e5efdf61860a35",
    ),
    (
        "Commfides Legal Person - G3 - TEST",
        "94bb0e8701b61794d5d0c3154204571096b23c78b33c87e7f942097030e526d9",
        "71880c4044cac35205ec02f1698c63a74fcbd5287d7d6120acbd238716b9f2b5",
    ),
    (
        "Commfides Natural Person - G3 - TEST",
        "105b55e8566c3d4822f50b5eb61409f7b8419d5ba1bba2d99be0fc691db54e28",
        "851c1715ec23d7efc7b921b134620537917533b8bc6d3ba0b134b53ce5dc8047",
    ),
];
